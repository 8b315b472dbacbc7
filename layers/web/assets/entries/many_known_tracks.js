/* The document of many events that became known step by step and has tracks: as many_known.js, with the tracks. */
import * as density from '../core/density.js';
import * as time from '../core/time.js';
import * as visibility from '../core/visibility.js';
import { PrintedPoints } from '../map/printed_points.js';
import { densityLanes } from '../panels/density_lanes.js';
import { densityStrip } from '../panels/density_strip.js';
import { knownRail } from '../panels/known_rail.js';
import { longList } from '../panels/long_list.js';
import { open, openWhenShown } from '../page/open.js';
import { trackParts } from '../page/track_parts.js';

/** @type {any} */
const ER = {
  time, marks: visibility, density,         // for tests
  /** @param {import('leaflet').Map} map
      @param {import('../types.js').DocumentData} data */
  start(map, data) {
    openWhenShown(map, () => {
      ER.document = open(map, data, { Points: PrintedPoints, eventList: longList, lanes: densityLanes, strip: densityStrip, rail: knownRail, trackParts });
    });
  },
};
globalThis.ER = ER;
