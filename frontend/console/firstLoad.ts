import { gzipSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";

interface FirstLoadOptions {
  limitKiB: number;
  /** Names of the lazy modules a person needs before they can start to work. */
  routes: string[];
}

/** Prints what a first visit downloads (entry, given routes, their static imports, CSS; gzip) and
 * fails the build above the limit. */
export function reportFirstLoad({ limitKiB, routes }: FirstLoadOptions): Plugin {
  return {
    name: "report-first-load",
    apply: "build",
    writeBundle(_options, bundle) {
      const files = filesOfFirstLoad(bundle, routes);
      const bytes = [...files].reduce((sum, file) => sum + gzippedSize(bundle[file]), 0);
      const figure = `${(bytes / 1024).toFixed(1)} KiB gzip in ${files.size} files`;
      this.info(`first load (login + inbox): ${figure}, limit ${limitKiB} KiB`);
      if (bytes > limitKiB * 1024) this.error(`first load is too heavy: ${figure}`);
    },
  };
}

function filesOfFirstLoad(bundle: Rolldown.OutputBundle, routes: string[]): Set<string> {
  const found = new Set<string>();
  const visit = (file: string) => {
    if (found.has(file)) return;
    found.add(file);
    const output = bundle[file];
    if (output?.type === "chunk") output.imports.forEach(visit);
  };
  for (const output of Object.values(bundle)) {
    const wanted = output.type === "chunk" && (output.isEntry || routes.includes(output.name));
    if (wanted) visit(output.fileName);
    if (output.type === "asset" && output.fileName.endsWith(".css")) found.add(output.fileName);
  }
  return found;
}

function gzippedSize(output: Rolldown.OutputAsset | Rolldown.OutputChunk | undefined): number {
  if (output === undefined) return 0;
  return gzipSync(output.type === "chunk" ? output.code : output.source).length;
}
