import { valeurA } from '../../formes/index.ts'
import type { Geste } from './gestes.ts'

type Groupe = Readonly<Record<string, unknown>>
const groupe = (v: unknown): Groupe => (v !== null && typeof v === 'object' && !Array.isArray(v) ? (v as Groupe) : {})

/** Figures of a call that have a value by volet. */
const chiffresParVolet = (brut: unknown) =>
  Object.entries(groupe(valeurA(brut, ['parametres']))).filter(([, p]) => groupe(p).selon === 'volet')

/** Names that the call itself asks a value for, at the place of a figure's values: its volets. */
export function voletsAttendus(brut: unknown, figure: unknown): string[] {
  const volets = valeurA(brut, ['volets'])
  if (groupe(figure).selon !== 'volet' || !Array.isArray(volets)) return []
  return volets.flatMap(v => (typeof groupe(v).code === 'string' ? [String(groupe(v).code)] : []))
}

/** What the volet of a figure's value is called: its title, once it has one. */
export function titreDuVolet(brut: unknown, figure: unknown, code: string): string | undefined {
  const volets = valeurA(brut, ['volets'])
  if (groupe(figure).selon !== 'volet' || !Array.isArray(volets)) return undefined
  const { titre } = groupe(volets.find(v => groupe(v).code === code))
  return typeof titre === 'string' && titre !== '' ? titre : undefined
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
