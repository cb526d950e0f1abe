/**
 * Exports: a dossier taken away by its porteur: its data, its PDF, its files in one archive. Owns no table.
 */

export { lireAExporter } from './a-exporter.ts'
export { type PieceArchivee, placesDes } from './archive.ts'
export { donneesDossier } from './dossier-pdf.ts'
export { ExportDonnees, Exports } from './exports.view.tsx'
