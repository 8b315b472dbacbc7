/* The document of a story of many events (docs/decisions/0007): marks are printed as pixels, the list has only the rows
   in view, and the timeline has counts. */
import * as density from '../core/density.js';
import * as time from '../core/time.js';
import * as visibility from '../core/visibility.js';
import { PrintedPoints } from '../map/printed_points.js';
import { densityLanes } from '../panels/density_lanes.js';
import { longList } from '../panels/long_list.js';
import { densityStrip } from '../panels/density_strip.js';
import { open, openWhenShown } from '../page/open.js';

/** @type {any} */
const ER = {
  time, marks: visibility, density,         // for tests
  /** @param {import('leaflet').Map} map
      @param {import('../types.js').DocumentData} data */
  start(map, data) {
    openWhenShown(map, () => { ER.document = open(map, data, { Points: PrintedPoints, eventList: longList, lanes: densityLanes, strip: densityStrip }); });
  },
};
globalThis.ER = ER;
