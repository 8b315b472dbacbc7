/* The shapes that the scripts share: what Python sends (layers/web/web_payload.py) and what is made of it.
   Times are epoch milliseconds, positions degrees; in the mercator square and on screen, [x, y]. */
export type XY = [number, number];
export type Box = [number, number, number, number];
export type Line = [number, number, number][];            // x, y and the fraction of the way
export type Put = (x: number, y: number) => XY;

export interface Bounds { s0: number; s1: number; e0: number; e1: number }
export interface EventMark extends Bounds {
  id: string; headline: string; people: string[]; lanes: string[]; colour: number; place: string | null; mentions: string[];
  leg: string | null; precision_km: number; lon: number | null; lat: number | null; stop: number; view: Box; level: string; figure: number;
  questioned: boolean; claims: object[];
}
export interface LegMark {
  id: string; headline: string; people: string[]; lanes: string[]; colour: number; ends: string[]; parts: [number, number, number][][];
  d0: number; d1: number; a0: number; a1: number; path: string; outcome: string; open_start: boolean; open_end: boolean;
  level: string; questioned: boolean; who: string;
}
export interface PlaceMark { id: string; name: string; lon: number; lat: number; area: string | null; since: number; precision_km: number; rank: number }
export interface Lane { id: string; name: string; colour: number; people: string[] }
export interface SceneData {
  story: { opens_at: string; time_zone: string; people: Record<string, object> };
  span: [number, number]; home: Box; lanes: Lane[]; places: PlaceMark[]; legs: LegMark[]; events: EventMark[];
}
export interface DocumentData { scene: SceneData; base: BaseMap; layerNames: Record<string, string> }
export interface Scene extends SceneData {
  base: BaseMap; layerNames: Record<string, string>;
  byId: { place: Map<string, PlaceMark>; leg: Map<string, LegMark>; event: Map<string, EventMark> };
}

export interface BaseMap {
  scale: number; arcs: number[][]; seams: number[]; land: number[][][]; lakes: number[][][]; borders: number[];
  countries: Record<string, number[][][]>; rivers: { rank: number; arcs: number[] }[];
}

export interface Shown { kind: string; id: string; state: string; least: number; furthest: number }
export type People = Set<string> | null;
export interface Filter { people?: People; layers?: Set<string> | null }
export interface State {
  t: number; event: string; groups: Set<string>; persons: Set<string> | null; layers: Set<string>;
  scale: string; follow: boolean; playing: boolean; speed: number;
}
export interface Fields { t: string; event: string; people: string[] | null; layers: string[] | null }

export type Message = string | { [category: string]: string };
export type Parts = Record<string, unknown>;
export interface Say { (key: string, parts?: Parts): string; pieces(key: string, parts?: Parts): any[]; language: string }

export interface Moment { year: number; month: number; day: number; hour: number; minute: number; second: number }
export interface Scale { place(t: number): number; time(u: number): number; knots: number[] }
export interface Zone {
  fields(t: number): Moment;
  at(year: number, month: number, day: number, hour?: number, minute?: number, second?: number): number;
  month(n: number): string; day(day: number, month: number): string;
  moment(t: number): string; short(t: number): string; offset(t: number): string; iso(t: number): string;
  parse(text: string | null | undefined): number | null;
}

export interface Label { id: string; spots: XY[]; w: number; h: number; gap: number; centred?: boolean; reach?: number; last?: string }
export interface Spot { cost: number; box: Box; side: string; towards: XY }
export interface Stamp {
  half: number; solid: [number, number, number][]; soft: [number, number, number][]; wide: number;
  solidAt?: Int32Array; softAt?: Int32Array; solidOf?: Int32Array; softOf?: Int32Array;
}
export interface Coat { colour: number; counts: Int32Array }
