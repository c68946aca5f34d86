/**
 * An ESLint rule that keeps the direction of imports: a folder may import itself and what its row names. With `type `
 * before a folder, types only. `new URL(..., import.meta.url)`, which names a worker's file, is no import.
 */
import { dirname, relative, resolve, sep } from 'node:path';

const PURE = ['math', 'market', 'risk', 'simulation', 'inventory', 'alpha'];
const ENGINES = ['gpu', 'wasm'];

const MAY_IMPORT = {
  math: [],
  market: ['math'],
  risk: ['math'],
  inventory: ['math', 'market', 'type risk'],
  alpha: ['math', 'market', 'type inventory'],
  simulation: ['math', 'market', 'risk'],
  gpu: ['math', 'risk', 'simulation', 'shaders'],
  wasm: ['math', 'risk', 'simulation'],
  workers: [...PURE, ...ENGINES],
  lab: [...PURE, ...ENGINES, 'workers'],
  charts: ['math', 'type simulation', 'type inventory', 'type alpha'],
  panels: [...PURE, 'lab', 'charts'],
};

/** The folder below src/, or below the root, that a file belongs to; undefined for src/result.ts and its like. */
function layerOf(root, file) {
  const parts = relative(root, file).split(sep);
  if (parts[0] === 'src') parts.shift();
  return parts.length > 1 ? parts[0] : undefined;
}

/** What every folder may import: a package, or src/result.ts. */
function isCommon(root, file) {
  return relative(root, file) === ['src', 'result'].join(sep);
}

/** @type {import('eslint').Rule.RuleModule} */
export const layers = {
  meta: {
    type: 'problem',
    messages: { upward: '{{from}} may not import {{target}}: imports go one way.' },
    schema: [],
  },
  create(context) {
    const from = layerOf(context.cwd, context.filename);
    const allowed = MAY_IMPORT[from];
    if (allowed === undefined) return {};
    const check = (node) => {
      const source = node.source?.value;
      if (typeof source !== 'string' || !source.startsWith('.')) return;
      const file = resolve(dirname(context.filename), source);
      const target = layerOf(context.cwd, file);
      const isType = node.importKind === 'type' || node.exportKind === 'type';
      const isAllowed =
        target === from ||
        allowed.includes(target) ||
        (isType && allowed.includes(`type ${target}`)) ||
        isCommon(context.cwd, file);
      if (!isAllowed) context.report({ node, messageId: 'upward', data: { from, target: source } });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};
