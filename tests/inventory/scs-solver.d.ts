/** The part of scs-solver that the tests use: SCS 3, https://www.cvxgrp.org/scs/api. */
declare module 'scs-solver' {
  interface Sparse {
    m: number;
    n: number;
    A_x: number[];
    A_i: number[];
    A_p: number[];
    P_x: number[];
    P_i: number[];
    P_p: number[];
    b: number[];
    c: number[];
  }
  interface Settings {
    epsAbs: number;
    epsRel: number;
    epsInfeas: number;
    maxIters: number;
    verbose: number;
  }
  interface Scs {
    ScsSettings: new () => Settings;
    setDefaultSettings(settings: Settings): void;
    solve(
      data: Sparse,
      cone: { z: number; l: number },
      settings: Settings,
    ): { x?: number[]; y?: number[]; status: string };
  }
  export default function createScs(): Promise<Scs>;
}
