import { line, scaleLinear } from 'd3';
import { elliptopeMesh, elliptopeSlice, type Triple } from '../math/elliptope';
import type { PlotSize } from './plot';

type Point = [x: number, y: number];

/** A face of the solid as a path; those that look away from the reader lie behind the others. */
export interface Face {
  path: string;
  isFront: boolean;
}

export interface ElliptopeView {
  side: number;
  place: (triple: Triple) => Point;
  faces: Face[];
  /** The cube from -1 to 1. */
  edges: [Point, Point][];
  axes: { name: 0 | 1 | 2; at: Point }[];
}

const DIVISIONS = 12;
const SLICE_POINTS = 72;
const MESH = elliptopeMesh(DIVISIONS);
/** Half the diagonal of the cube: no turn leaves the picture. */
const REACH = Math.sqrt(3);
const ENDS = [-1, 1] as const;

/** The solid turned by yaw about the upright axis, then by pitch towards the reader, degrees; parallel projection. */
export function elliptopeView([yaw, pitch]: [number, number], size: PlotSize): ElliptopeView {
  const side = Math.max(Math.min(size.width, size.height), 0);
  const scale = scaleLinear([-REACH, REACH], [0, side]);
  const turned = (triple: Triple): Triple => turn(triple, yaw, pitch);
  const place = (triple: Triple): Point => {
    const [across, up] = turned(triple);
    return [scale(across), scale(-up)];
  };
  const vertices = MESH.vertices.map(place);
  const faces = MESH.faces.map((corners): Face => {
    const outline = corners.map((corner) => vertices[corner]!);
    const middle = corners.reduce((sum, corner) => sum + turned(MESH.vertices[corner]!)[2], 0);
    return { path: `${line()(outline)}Z`, isFront: middle > 0 };
  });
  faces.sort((a, b) => Number(a.isFront) - Number(b.isFront));
  return { side, place, faces, edges: edges(place), axes: axes(place) };
}

/** The possible values of the other two correlations at the present first one. */
export function slicePath(r12: number, place: ElliptopeView['place']): string {
  return `${line()(elliptopeSlice(0, r12, SLICE_POINTS).map(place))}Z`;
}

function turn([across, up, towards]: Triple, yaw: number, pitch: number): Triple {
  const [a, b] = [(yaw * Math.PI) / 180, (pitch * Math.PI) / 180];
  const turned = across * Math.cos(a) + towards * Math.sin(a);
  const depth = towards * Math.cos(a) - across * Math.sin(a);
  return [turned, up * Math.cos(b) - depth * Math.sin(b), up * Math.sin(b) + depth * Math.cos(b)];
}

function edges(place: ElliptopeView['place']): [Point, Point][] {
  return ([0, 1, 2] as const).flatMap((axis) =>
    ENDS.flatMap((a) =>
      ENDS.map((b): [Point, Point] => {
        const end = (value: number): Point => {
          const triple: Triple = [a, a, a];
          triple[axis] = value;
          triple[(axis + 1) % 3] = a;
          triple[(axis + 2) % 3] = b;
          return place(triple);
        };
        return [end(-1), end(1)];
      }),
    ),
  );
}

function axes(place: ElliptopeView['place']): ElliptopeView['axes'] {
  return ([0, 1, 2] as const).map((name) => {
    const triple: Triple = [-1, -1, -1];
    triple[name] = 1.12;
    return { name, at: place(triple) };
  });
}
