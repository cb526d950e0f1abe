/** A page as it will stand: which one it was, from 0, and by how many quarters of a turn it is turned to the right. */
export type PageRangee = { de: number; quarts: number }

const GESTES = ['avancer', 'reculer', 'tourner', 'retirer'] as const
export type GestePage = { quoi: (typeof GESTES)[number]; page: number }

/** What a button of a page asks: « avancer.3 ». */
export function lireGeste(texte: string): GestePage | undefined {
  const lu = /^([a-z]+)\.(\d{1,3})$/.exec(texte)
  const quoi = GESTES.find(g => g === lu?.[1])
  return quoi && { quoi, page: Number(lu![2]) }
}

/** The pages once it is done; nothing when it cannot be: no such page, or the only one withdrawn. */
export function rangees(nombre: number, { quoi, page }: GestePage): PageRangee[] | undefined {
  if (page >= nombre) return undefined
  const pages = Array.from({ length: nombre }, (_, de) => ({ de, quarts: 0 }))
  if (quoi === 'retirer') return nombre > 1 ? pages.filter(p => p.de !== page) : undefined
  if (quoi === 'tourner') return pages.map(p => (p.de === page ? { ...p, quarts: 1 } : p))
  const autre = page + (quoi === 'avancer' ? -1 : 1)
  if (!pages[autre]) return undefined
  const echangees = [...pages]
  echangees[page] = pages[autre]
  echangees[autre] = pages[page]!
  return echangees
}
