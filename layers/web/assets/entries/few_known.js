/* The document of a story that became known step by step: as few.js, with the rail of publications. */
import * as known from '../core/known_by.js';
import * as time from '../core/time.js';
import * as visibility from '../core/visibility.js';
import { SinglePoints } from '../map/single_points.js';
import { withLags } from '../panels/known_lags.js';
import { knownRail } from '../panels/known_rail.js';
import { eventList } from '../panels/list.js';
import { packedLanes } from '../panels/packed_lanes.js';
import { withPairs } from '../panels/source_pair.js';
import { stopStrip } from '../panels/stop_strip.js';
import { open, openWhenShown } from '../page/open.js';

/** @type {any} */
const ER = {
  time, marks: visibility, known,           // for tests
  /** @param {import('leaflet').Map} map
      @param {import('../types.js').DocumentData} data */
  start(map, data) {
    openWhenShown(map, () => {
      ER.document = open(map, data, { Points: SinglePoints, eventList: withPairs(eventList), lanes: withLags(packedLanes), strip: stopStrip, rail: knownRail });
    });
  },
};
globalThis.ER = ER;
