/* The shapes that the scripts share: what Python sends (layers/web/web_payload.py) and what is made of it.
   Times are epoch milliseconds, positions degrees; in the mercator square and on screen, [x, y]. */
export type XY = [number, number];
export type Box = [number, number, number, number];
export type Line = [number, number, number][];            // x, y and the fraction of the way
export type Put = (x: number, y: number) => XY;

/* `approximate` says whether the first and the last are clock times about which it was. */
export interface Bounds { s0: number; s1: number; e0: number; e1: number; approximate?: [boolean, boolean] }
export interface EventMark extends Bounds {
  id: string; headline: string; people: string[]; lanes: string[]; colour: number; place: string | null; mentions: string[];
  leg: string | null; precision_km: number; lon: number | null; lat: number | null; stop: number; view: Box; level: string; figure: number;
  questioned: boolean; claims: Claim[]; group: string; known?: Known; verdict?: string; first?: { said: string; at: number }; text?: string; reading?: string;
  support_reason?: string; time: ToldTime;
  subject: { places: string[]; label: string[] };
}
export interface ToldTime { words: string | null; said: string; short: string; hourly: boolean }
export interface Claim {
  source: string; paragraphs: number[]; stance: string; told_by: string; informants: number; counted?: boolean; unnamed?: boolean;
  origin?: string; context?: boolean; text?: string;
}
export interface Source { id: string; publisher: string; reliability: string; url?: string }
export interface StoryData {
  title: string; subtitle?: string; language: string; source_line: string; opens_at: string; time_zone: string; zone_name: string;
  focus: string[]; people: Record<string, { name: string }>; sources: Source[];
}
export interface LegMark {
  id: string; headline: string; people: string[]; lanes: string[]; colour: number; ends: string[]; parts: [number, number, number][][];
  d0: number; d1: number; a0: number; a1: number; approximate?: boolean; path: string; outcome: string; open_start: boolean; open_end: boolean;
  questioned: boolean; who: string; known?: Known; claims?: Claim[]; verdict?: string;
}
/* What scripts read of a claim; `ended` says when it was withdrawn or corrected. */
export interface Claim { source?: string; stance?: string; informants?: number; context?: boolean; ended?: string }
/* The step from which a row is known, or the steps at which it changed and how: layers/web/known_rows.py. */
export type Known = number | [number, Patch][];
export interface Patch { claims?: number[]; stood?: number[]; [field: string]: unknown }
export interface PlaceMark { id: string; name: string; lon: number; lat: number; area: string | null; since: number; precision_km: number; rank: number }
export interface Lane { id: string; name: string; colour: number; people: string[] }
export interface SceneData {
  story: StoryData;
  span: [number, number]; home: Box; lanes: Lane[]; places: PlaceMark[]; legs: LegMark[]; events: EventMark[];
  known?: { steps: { id: string; short: string; said: string; who: string }[]; sources: [number, string][] };
}
export interface DocumentData {
  scene: SceneData; everyone: boolean; base: SentBaseMap; layerNames: Record<string, string>; style: Style; dark: Partial<Style>;
  messages: Record<string, Message>; language: string; tiles: { labelled: boolean } | null; tracks?: any; gapChoices?: GapChoice[];
}
/* A threshold of gaps, seconds, or 0 for the source's own: its words in the list, and those of the key's sign. */
export type GapChoice = [number, string, string];
export interface Scene extends SceneData {
  everyone: boolean; asKnown?: string; compared?: [string, string] | null;
  base: BaseMap; layerNames: Record<string, string>;
  byId: { place: Map<string, PlaceMark>; leg: Map<string, LegMark>; event: Map<string, EventMark> };
}

export interface BaseMap {
  scale: number; arcs: number[][]; seams: number[]; land: number[][][]; lakes: number[][][]; borders: number[]; disputed: number[];
  countries: Record<string, number[][][]>; rivers: { rank: number; arcs: number[] }[];
  names: { countries: NamedSpot[]; seas: NamedSpot[]; cities: NamedSpot[] };
}

/* A name, its lon and lat in degrees, its rank, and a country's code. */
export type SentName = [string, number, number, number, string?];
export type SentBaseMap = Omit<BaseMap, 'names' | 'rivers'> & {
  names: Record<keyof BaseMap['names'], SentName[]>; rivers: [number, number[]][];
};

export interface NamedSpot { name: string; lon: number; lat: number; rank: number; code?: string }

export interface Stroke { width: number; dash?: number[]; round?: boolean }
/* The symbols, colours and widths of layers/style, as style_json gives them. */
export interface Style {
  people: string[]; peopleText: string[]; bands: string[]; before: string[]; meanwhile: string[];
  paths: Record<string, Stroke>; notTravelled: Stroke; band: Stroke; signBand: Stroke; fade: number; longestFade: number; disputed: number[];
  context: { before: Stroke; meanwhile: Stroke };
  radius: { place: number; subject: number; past: number; ahead: number; ring: number; step: number };
  vagueKm: number; nameSides: XY[]; nameShifts: XY[]; legend: [string, string][]; sans: string;
  ink: string; paper: string; land: string; focus: string; named: string; sea: string; river: string;
  border: string; focusBorder: string; untravelled: string;
}
/* Where a canvas lies in the mercator square: the world's width, left and top, width and height in CSS px;
   device pixels in each. */
export interface Frame { scale: number; x: number; y: number; w: number; h: number; r: number }
/* What was drawn of a mark, for a search under the pointer: the runs of a leg, or the point of another mark. */
export interface Hit { kind: string; mark: any; at?: XY; runs?: XY[][]; state?: string; role?: Role }
export type Near = Hit & { d: number };         // how far away, px
export interface Stretch { mark: LegMark; at: XY[] }
/* The events in view in a copy of the world: numbers, the pixel of each sign, which have their point in view. */
export interface Part {
  ox: number | null; count: number; numbers: Int32Array; spots: Int32Array; inside: Uint8Array; drawn: Uint8Array;
  rings: number[]; edge: number[]; counts: number[]; hard: boolean; rest: import('./core/stamps.js').Rest | null;
}
/* The places drawn in a copy of the world, in the order of their naming; `cells` has them by where they lie. */
export interface Gathered {
  next: number; count: number; half: number; edge: number[]; cells: Int32Array; ids: Int32Array; spots: Int32Array;
  across: Float64Array; down: Float64Array;
}
export interface DrawnLeg { shown: Shown; mark: LegMark; drawn: XY[][]; band: XY[][]; near: XY[][]; way: Way }
export interface Way { shown: Shown; mark: LegMark; readonly runs: XY[][] }
/* What draws the places and events of the mark layer: each by itself, or thousands. */
export interface Points {
  hidden: Set<string>; groups: Map<string, string[]>;
  marksAt(at: number, filter: Filter): Shown[]; all(): Shown[];
  states(): { get(id: string): string | undefined }; places(): PlaceMark[];
  addSigns(out: Set<string>): void; near(x: number, y: number): Near[];
  begin(): void; arrange(px: Put): void; paint(p: Painter, px: Put, ox: number): void;
}
/* Recorded positions in degrees and in the mercator square, in the order of time; `starts` are the rows where runs begin,
   `after` is the longest silence that is no gap, seconds, and `own` what follows from it: a reader may choose another. */
export interface Track {
  id: string; leg: string; name: string; colour: number; listed: 'airport' | 'harbour' | null; x: Float64Array; y: Float64Array; time: Float64Array;
  lon: Float64Array; lat: Float64Array; after: number; concealed: boolean; own: { starts: number[]; gaps: TrackGap[] };
  altitude: (number | null)[] | null; speed: (number | null)[] | null; starts: number[]; doubted: Uint8Array; gaps: TrackGap[];
}
export interface TrackGap {
  from: XY; to: XY | null; start: number; end: number; kind: string; speed: number; slack: XY; parts: XY[][];
  region: number[][] | null; landings: [string, string, number, number][]; count: number;
  row: number | null;                                      // the first after it; null before or after all positions
}
export interface Tracks {
  begin(): void; paint(layer: import('./map/mark_layer.js').MarkLayer, p: Painter, legs: DrawnLeg[], px: Put): void;
}
export interface Look { dash?: number[]; fill?: string | null }
export interface Painter {
  stroke(runs: XY[][], colour: string, look: Stroke): void;
  ring(at: XY, radius: number, colour: string, width: number, look?: Look): void;
  openHead(run: XY[], colour: string): void; closedHead(run: XY[], colour: string): void;
  bar(run: XY[], colour: string, width: number): void; question(at: XY): void; 
  fading(runs: XY[][], colour: string, look: Stroke, start: boolean, end: boolean): void;
}
/* A name that the story wants on the map: at a position in degrees, or at one of several spots on screen. */
export interface NameCandidate {
  id: string; kind: string; text: string; name?: string; at?: XY; spots?: XY[]; run?: XY[]; colour?: string; code?: string | null; dot?: boolean;
}
export interface NameLabel extends Label { kind: string; text: string; colour?: string }

/* Private parts of Leaflet's renderers, which its types leave out. */
declare module 'leaflet' {
  interface Map { _animatingZoom?: boolean }
  interface ZoomPanOptions { reset?: boolean }
  interface Renderer {
    _container: HTMLCanvasElement; _context: CanvasRenderingContext2D; _zoom: number;
    _bounds: import('leaflet').Bounds & { min: import('leaflet').Point };
    _update(): void; _reset(): void; getEvents(): { [name: string]: import('leaflet').LeafletEventHandlerFn };
  }
}

export type Role = 'subject' | 'before' | 'meanwhile';
export interface Shown { kind: string; id: string; state: string; least: number; furthest: number; role?: Role }
export type People = Set<string> | null;
export interface Filter { people?: People; layers?: Set<string> | null }
export interface State {
  t: number; event: string; groups: Set<string>; persons: Set<string> | null; layers: Set<string>;
  scale: string; follow: boolean; playing: boolean; speed: number; everyone: boolean; known?: string | null; compare?: [string, string] | null;
  gaps?: number | null;                                    // the longest silence that is no gap, seconds, as the reader chooses
}
export interface Fields { t: string; event: string; people: string[] | null; layers: string[] | null; known?: string; compare?: string[]; everyone?: string; gaps?: string }

/* What a panel of the page is built with: the scene, how it is drawn and told, and what its controls do. */
export interface Panel { scene: Scene; style: Style; zone: Zone; say: Say; act: Actions }
export interface Actions {
  seek(t: number): void; select(id: string): void; step(by: number): void; play(on: boolean): void; settle(): void;
  setScale(kind: string): void; setSpeed(n: number): void; setFollow(on: boolean): void;
  toggleGroup(id: string): void; toggleLayer(id: string): void;
  setEveryone(on: boolean): void; setLanes(on: boolean): void; setList(on: boolean): void;
  compare?(pair: [string, string] | null): void;           // where the story became known step by step
}
export interface Timeline {
  scales: { [kind: string]: Scale; even: Scale; true: Scale };
  dragging(): boolean;
}
/* What makes the parts of a document: of few events or of many, with tracks, of a story that became known step by step. */
export interface Making {
  Points: { new (layer: import('./map/mark_layer.js').MarkLayer): Points; prints: boolean };     /* `prints`: on the canvas itself, past the painter */
  eventList(box: HTMLElement, page: Panel): EventList; lanes: MakesLanes; strip: MakesStrip;
  trackParts?(data: DocumentData, page: TrackPage): ReturnType<typeof import('./page/track_parts.js').trackParts>;
  rail?(box: HTMLElement, page: RailPage): { set(asked: { known?: unknown; compare?: unknown; everyone?: unknown }): void };
}
export interface EventList { mark(id: string): void; state(shown: any): void; filter(to: Filter): void }
/* The parts of an open document; open.js adds them one after the other, so a part takes only those before it. */
export interface OpenPage {
  map: L.Map; state: State; view: ReturnType<typeof import('./page/map_view.js').mapView>; panel: Panel;
  event: ReturnType<typeof import('./page/told_event.js').toldEvent>;
  base: import('./map/base_layer.js').BaseLayer; marks: import('./map/mark_layer.js').MarkLayer; names: import('./map/names.js').Names;
  chips: ReturnType<typeof import('./panels/chips.js').buildChips>; timeline: ReturnType<typeof import('./panels/timeline.js').buildTimeline>;
  transport: ReturnType<typeof import('./panels/transport.js').buildTransport>; controls: ReturnType<typeof import('./panels/transport.js').buildControls>;
  list: EventList; legend: ReturnType<typeof import('./panels/legend.js').buildLegend>; tags: import('./map/edge_tags.js').EdgeTags;
  tracks?: ReturnType<NonNullable<Making['trackParts']>>; fold(): void;
  drawing: ReturnType<typeof import('./page/step_drawing.js').stepDrawing>; moves: ReturnType<typeof import('./page/moves.js').moves>;
  outside: ReturnType<typeof import('./page/host.js').host>; playing: ReturnType<typeof import('./page/playing.js').player>;
  known?: ReturnType<NonNullable<Making['rail']>>;
}
/* What the tracks of a document are built with: where the profile and the words of a gap are put. */
export interface TrackPage {
  style: Style; say: Say; zone: Zone; seek(t: number): void; column: HTMLElement; key: HTMLElement;
  chosen(seconds: number | null): void;                    // what to do when the reader chooses a threshold
}
/* What the rail of publications is built with; `line` is the line of the sources. */
export interface RailPage extends Panel { state: State; fly(extent: Box): void; changed(): void; line: HTMLElement }
export interface KnownRailPage extends RailPage { scene: Scene & { known: NonNullable<Scene['known']> } }
export interface PairPage extends Panel { act: Actions & { compare(pair: [string, string] | null): void } }
export type MakesLanes = (scene: Scene, people: People, room: LaneRoom) => LaneTrack[];
export interface Strip { tell(event: EventMark): void }
export type MakesStrip = (box: HTMLElement, events: EventMark[], room: { px: (t: number) => number; width: number; even: boolean; sans: string; say: Say }) => Strip;
export interface MapView { moving(): boolean }
/* A lane of the timeline: its track, and whether it has none of the events kept. */
export interface LaneTrack { lane: Lane; track: HTMLElement; quiet: boolean }
export type LanesOf = (scene: Scene, people: People, room: LaneRoom) => LaneTrack[];
/* The room that lanes are laid out in, px; `bars` takes the nodes of each event. */
export interface LaneRoom {
  px(t: number): number; width: number; room: number; bars: Map<string, HTMLElement[]>; say: Say;
}

export type Message = string | { [category: string]: string };
export type Parts = Record<string, unknown>;
export interface Say { (key: string, parts?: Parts): string; pieces(key: string, parts?: Parts): any[]; isolated(text: string): string; language: string }

export interface Moment { year: number; month: number; day: number; hour: number; minute: number; second: number }
export interface Scale { place(t: number): number; time(u: number): number; knots: number[] }
export interface Zone {
  fields(t: number): Moment;
  at(year: number, month: number, day: number, hour?: number, minute?: number, second?: number): number;
  month(n: number): string; day(day: number, month: number): string;
  moment(t: number): string; short(t: number): string; offset(t: number): string; iso(t: number): string;
  parse(text: string | null | undefined): number | null;
}

export interface Label { id: string; run?: XY[]; spots: XY[]; w: number; h: number; gap: number; centred?: boolean; reach?: number; last?: string; skip?: number }
export interface Spot { cost: number; box: Box; side: string; towards: XY }
export interface Stamp {
  half: number; solid: [number, number, number][]; soft: [number, number, number][]; flat?: FlatStamp;
}
/* Offsets from a stamp's centre to its pixels, on a sheet `wide` pixels wide, and their colours. */
export interface FlatStamp { wide: number; solidAt: Int32Array; softAt: Int32Array; solidOf: Int32Array; softOf: Int32Array }

/* What Streamlit gives a component: its data from Python, the element that it fills, what sends values back. */
export interface Component<Data, Element = ShadowRoot> {
  data: Data; parentElement: Element;
  setStateValue(name: string, value: unknown): void; setTriggerValue(name: string, value: unknown): void;
}
export type Texts = Record<string, string>;
/* A state for the document to take, from Python or from another document. */
export interface Asked { [field: string]: unknown; stay?: boolean }
/* What the frames and the commands to them share on a page (assets/frame, assets/streamlit): by the key of a frame. */
export interface FrameBus {
  hears: Map<string, () => void>; said: Map<string, { id: string; to: Asked }>; done: Set<string>; watched: Set<string>;
  frames: Set<{ pending(): boolean }>; panel?: string | null;
}
/* A document for a frame, as layers/web/streamlit_component.py sends it. */
export interface FrameData {
  key: string; packed: Uint8Array<ArrayBuffer>; hash: string; story: string; title: string; summary: string; base: string; opening: Asked | null; embedded: boolean;
}
export interface OpenFrame {
  data: FrameData; element: HTMLIFrameElement; started: boolean; fields: Asked | null; view: number[] | null; extent: number[] | null;
  asked: number; waiting: Map<number, (now: Asked) => void>;   // how many states it was sent; what to do once it shows each
}
/* What the frame of a page shows (assets/frame): what Python asks for, the document that is seen, the one that is to take
   its place, and what was asked before a document could take it. */
export interface Frames {
  key: string; box: HTMLElement; shown: FrameData; current: OpenFrame; next: OpenFrame | null; pending: Asked | null;
  report(at: unknown): void;
}
/* A report and the proposals made from it, as app/editor/report_view.py gives them: a card has the number of its list of candidates. */
export type ReviewCard = import('./review/decisions.js').Card;
export type ReviewRow = import('./review/decisions.js').Row;
export interface ReviewData {
  id: string; text: { part: string; pieces: [string, string[]][] }[]; cards: (Omit<ReviewCard, 'candidates'> & { candidates: number })[];
  candidates: ReviewCard['candidates'][]; kinds: Record<string, { called: string; fields: import('./review/decisions.js').Field[] }>;
  begun: Record<string, ReviewRow>; messages: Record<string, Message>; language: string;
}
/* A review that is open: its cards, what is decided of them, and the id of the one that is chosen; null where there are none. */
export interface Review {
  id: string; cards: ReviewCard[]; decided: ReturnType<typeof import('./review/decisions.js').decisions>; current: string | null; say: Say;
}
export type ReviewMoves = ReturnType<typeof import('./review/review_moves.js').reviewMoves>;
/* The reader's own story as the page has it: its text, the text of the reader's file, when a copy was stored, what failed. */
export interface OwnStory { id: string; name: string; text: string; home: string | null; when: number | null; fault: string }
export interface SentStory { id: string; name: string; text: string; fresh: boolean; copied: boolean }
export interface StoryCopy { id: string; name: string; text: string; when: number }
export interface OwnBus {
  now: OwnStory | null; hears: Set<() => void>; again?: (() => void) | null; asks?: (event: Event) => void; decided?: { id: string; rows: Record<string, ReviewRow> };
}
export interface LinkBus { asked: string; answered: boolean; look: (() => void) | null; timer?: number; hears?: boolean }
