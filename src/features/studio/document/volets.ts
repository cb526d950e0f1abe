import { valeurA } from '../../formes/index.ts'
import type { Geste } from './gestes.ts'

type Groupe = Readonly<Record<string, unknown>>
const groupe = (v: unknown): Groupe => (v !== null && typeof v === 'object' && !Array.isArray(v) ? (v as Groupe) : {})

/** Figures of a call that have a value by volet. */
const chiffresParVolet = (brut: unknown) =>
  Object.entries(groupe(valeurA(brut, ['parametres']))).filter(([, p]) => groupe(p).selon === 'volet')

/** What a figure has a value by: the volets of the call, or the answers of one of its questions. Code, then words. */
function offertsA(brut: unknown, figure: unknown): (readonly [code: string, dit: unknown])[] {
  const { selon } = groupe(figure)
  const lieu = typeof selon === 'string' && Object.hasOwn(LISTES, selon) ? LISTES[selon] : undefined
  const lignes = lieu ? valeurA(brut, lieu) : reponsesOffertes(brut, selon)
  return (Array.isArray(lignes) ? lignes : []).flatMap(l => {
    const { code, type, titre, libelle, nom } = groupe(l)
    const mot = code ?? type
    return typeof mot === 'string' ? [[mot, titre ?? libelle ?? nom] as const] : []
  })
}
/** What every call has, whose lines a figure may have a value for. */
const LISTES: Readonly<Record<string, readonly string[]>> = {
  volet: ['volets'],
  'type de structure': ['porteurs', 'types'],
  département: ['territoire', 'departements'],
}
function reponsesOffertes(brut: unknown, selon: unknown): unknown {
  const lignes = (v: unknown) => (Array.isArray(v) ? v : [])
  return lignes(valeurA(brut, ['formulaires']))
    .flatMap(f => lignes(groupe(f).etapes))
    .flatMap(e => lignes(groupe(e).questions))
    .map(groupe)
    .find(q => typeof selon === 'string' && q.id === selon)?.options
}

/** Names that the call itself asks a value for, at the place of a figure's values. */
export const nomsAttendus = (brut: unknown, figure: unknown): string[] => offertsA(brut, figure).map(([code]) => code)

/** What the volet, or the answer, of a figure's value is called, once it has a name. */
export function nomAttendu(brut: unknown, figure: unknown, code: string): string | undefined {
  const dit = offertsA(brut, figure).find(([c]) => c === code)?.[1]
  return typeof dit === 'string' && dit !== '' ? dit : undefined
}

/** The one form of a call serves every volet: one more too. Pure. */
export function servirAussi(brut: unknown, code: unknown): Geste[] {
  const formulaires = valeurA(brut, ['formulaires'])
  const servis = valeurA(brut, ['formulaires', 0, 'volets'])
  if (!Array.isArray(formulaires) || formulaires.length !== 1 || !Array.isArray(servis) || typeof code !== 'string') return []
  return [{ verbe: 'poser', chemin: ['formulaires', 0, 'volets'], valeur: [...servis.map(String), code] }]
}

/** A volet that goes leaves the forms that serve others, and the figures that had a value for it. Pure. */
export function neLeServirPlus(brut: unknown, code: unknown): Geste[] {
  if (typeof code !== 'string') return []
  const formulaires = valeurA(brut, ['formulaires'])
  return [
    ...(Array.isArray(formulaires) ? formulaires : []).flatMap((f, i): Geste[] => {
      const { volets } = groupe(f)
      const autres = Array.isArray(volets) ? volets.map(String).filter(v => v !== code) : []
      return Array.isArray(volets) && autres.length > 0 && autres.length < volets.length
        ? [{ verbe: 'poser', chemin: ['formulaires', i, 'volets'], valeur: autres }]
        : []
    }),
    ...chiffresParVolet(brut).flatMap(([nom, p]): Geste[] =>
      Object.hasOwn(groupe(groupe(p).valeurs), code) ? [{ verbe: 'retirer', chemin: ['parametres', nom, 'valeurs', code] }] : [],
    ),
  ]
}
