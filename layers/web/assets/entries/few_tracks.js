/* The document of a story with tracks: as few.js, with the tracks. */
import * as time from '../core/time.js';
import * as visibility from '../core/visibility.js';
import { SinglePoints } from '../map/single_points.js';
import { eventList } from '../panels/list.js';
import { packedLanes } from '../panels/packed_lanes.js';
import { stopStrip } from '../panels/stop_strip.js';
import { open, openWhenShown } from '../page/open.js';
import { trackParts } from '../page/track_parts.js';

/** @type {any} */
const ER = {
  time, marks: visibility,                  // for tests
  /** @param {import('leaflet').Map} map
      @param {import('../types.js').DocumentData} data */
  start(map, data) {
    openWhenShown(map, () => { ER.document = open(map, data, { Points: SinglePoints, eventList, lanes: packedLanes, strip: stopStrip, trackParts }); });
  },
};
globalThis.ER = ER;
