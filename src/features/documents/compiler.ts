import type { CompileDocArgs, NodeCompiler, RenderPdfOpts } from '@myriaddreamin/typst-ts-node-compiler'

/**
 * Typst source → PDF, or the drawing of its pages one under another (SVG, without script). Any diagnostic stops it: a missing font only warns, and the page would be wrong.
 * (`takeDiagnostics` of the binding says nothing when there are only warnings: errors and warnings are asked for apart.)
 */
export function compiler(typst: NodeCompiler, source: CompileDocArgs, options: RenderPdfOpts | 'image'): Uint8Array {
  const compile = typst.compile(source)
  const diagnostics = compile.takeError() ?? compile.takeWarnings()
  if (diagnostics || !compile.result) throw new Error(`Typst : ${JSON.stringify(diagnostics?.shortDiagnostics ?? 'aucun document')}`)
  if (options === 'image') return new TextEncoder().encode(typst.plainSvg(compile.result).replace(/\n\s+/g, '\n'))
  return new Uint8Array(typst.pdf(compile.result, options))
}
