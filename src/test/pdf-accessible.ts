import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'

type Noeud = { role?: string; alt?: string; children?: Noeud[] }
const tous = (n: Noeud): Noeud[] => [n, ...(n.children ?? []).flatMap(tous)]
const est = (motif: RegExp) => (n: Noeud) => motif.test(n.role ?? '')

/**
 * What a tagged PDF lacks for whoever hears it, as far as its structure tells (ISO 14289-1, § 7): language, title shown, a tree on every page, words for each
 * figure, headers in tables, lists made of items, titles that skip no level. Not the reading itself: the order and the words are for a person to judge.
 */
export async function defautsDuPdf(pdf: PDFDocumentProxy): Promise<string[]> {
  const defauts: string[] = []
  const { info } = (await pdf.getMetadata()) as { info: { Title?: string; Language?: string } }
  if (!info.Title?.trim()) defauts.push('it has no title')
  if (info.Language !== 'fr-FR') defauts.push(`its language is ${info.Language}`)
  const vue = (await pdf.getViewerPreferences()) as unknown as Map<string, unknown> | { DisplayDocTitle?: boolean } | null
  if (!(vue instanceof Map ? vue.get('DisplayDocTitle') : vue?.DisplayDocTitle)) defauts.push('its title is not shown')
  const niveaux: number[] = []
  for (let n = 1; n <= pdf.numPages; n++) {
    const arbre = (await (await pdf.getPage(n)).getStructTree()) as Noeud | null
    if (!arbre) {
      defauts.push(`page ${n} has no structure`)
      continue
    }
    const noeuds = tous(arbre)
    for (const f of noeuds.filter(est(/^(Figure|Formula)$/))) if (!f.alt?.trim()) defauts.push(`page ${n}: a figure has no words`)
    for (const t of noeuds.filter(est(/^Table$/))) {
      const dedans = tous(t)
      if (!dedans.some(est(/^TH$/))) defauts.push(`page ${n}: a table has no header`)
      for (const r of dedans.filter(est(/^TR$/)))
        if ((r.children ?? []).some(c => c.role && !/^T[HD]$/.test(c.role)))
          defauts.push(`page ${n}: a row holds something else than cells`)
    }
    for (const l of noeuds.filter(est(/^L$/)))
      if ((l.children ?? []).some(c => c.role && !/^(LI|L|Caption)$/.test(c.role)))
        defauts.push(`page ${n}: a list holds something else than items`)
    niveaux.push(...noeuds.filter(est(/^H[1-6]$/)).map(h => Number(h.role![1])))
  }
  if (niveaux[0] !== 1) defauts.push('its first title is not of level 1')
  for (const [i, h] of niveaux.entries())
    if (i > 0 && h > niveaux[i - 1]! + 1) defauts.push(`a title of level ${h} follows one of level ${niveaux[i - 1]}`)
  return [...new Set(defauts)]
}
