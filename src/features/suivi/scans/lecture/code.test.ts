import { expect, it } from 'vitest'
import { lieuDuCode } from './code.ts'

// Seen to fail: with the package looked for in the bundle, and with the file looked for beside the sources.
it('dans le paquet construit, ce qui lit les scans est à côté ; dans les sources, il est dans son paquet', () => {
  const construit = 'file:///srv/guichet/dist/scan.worker.js'
  expect(String(lieuDuCode(construit, '@embedpdf/pdfium/pdfium.wasm', 'pdfium.wasm'))).toBe('file:///srv/guichet/dist/pdfium.wasm')
  const sources = import.meta.url.replace('code.test.ts', 'code.ts')
  expect(lieuDuCode(sources, '@embedpdf/pdfium/pdfium.wasm', 'pdfium.wasm')).toMatch(/node_modules.*pdfium\.wasm$/)
})
