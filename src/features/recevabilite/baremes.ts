import { suggestion } from '../../lib/proche.ts'
import type { Parametre } from '../cahier/index.ts'
import { jourDe, type Noeud } from './formules.ts'
import type { Corps } from './publicodes.ts'
import { type Definition, GENRES, type Genre } from './typer.ts'

/** A mistake of a scale, below its parameter. */
type Faute = { chemin: (string | number)[]; message: string }
type Valeur = number | string
/** Where a band ends, in the unit of what it is read on. */
type Seuil = NonNullable<NonNullable<Parametre['tranches']>[number]['jusqu_a']>

/** The names by which a scale chooses: none, one, or two. */
export const entreesDe = (p: Pick<Parametre, 'selon'>): readonly string[] => (p.selon === undefined ? [] : [p.selon].flat())
export const estPlage = (p: Parametre) => p.plage !== undefined || p.plages !== undefined

const litteral = (type: Parametre['type'], valeur: Valeur): Noeud => ({
  genre: 'litteral',
  type,
  valeur: type === 'date' ? jourDe(String(valeur)) : Number(valeur),
  debut: 0,
})
const egal = (nom: string, code: string): Noeud => ({
  genre: 'operation',
  op: '=',
  gauche: { genre: 'nom', nom, debut: 0 },
  droite: { genre: 'litteral', type: 'texte', valeur: code, debut: 0 },
  debut: 0,
})
const genreDuSeuil = (s: Seuil): 'nombre' | 'montant' | 'taux' => (typeof s === 'number' ? 'nombre' : 'montant' in s ? 'montant' : 'taux')
const valeurDuSeuil = (s: Seuil) => (typeof s === 'number' ? s : 'montant' in s ? s.montant : s.taux)
const auPlus = (nom: string, s: Seuil): Noeud => ({
  genre: 'operation',
  op: '<=',
  gauche: { genre: 'nom', nom, debut: 0 },
  droite: { genre: 'litteral', type: genreDuSeuil(s), valeur: valeurDuSeuil(s), debut: 0 },
  debut: 0,
})

/** Bodies of a parameter, under their names: one value, one per code or per pair of codes, bands on a number, or both ends of a range. */
export function corpsParametre(nom: string, p: Parametre): [string, Corps][] {
  if (!estPlage(p)) return [[nom, corpsDe(p, p.valeur, p.valeurs, p.defaut)]]
  const bout = (cle: 'min' | 'max'): [string, Corps] => {
    const plages = p.plages && Object.fromEntries(Object.entries(p.plages).map(([code, v]) => [code, v[cle] as Valeur]))
    return [`${nom} . ${cle}`, corpsDe(p, p.plages ? undefined : p.plage?.[cle], plages, p.plages ? p.plage?.[cle] : undefined)]
  }
  // the engine wants a parent to « a . b »; nothing reads it
  return [[nom, { quoi: 'formule', noeud: litteral('nombre', 0) }], bout('min'), bout('max')]
}

function corpsDe(
  p: Parametre,
  seule: Valeur | undefined,
  valeurs: Readonly<Record<string, Valeur | Readonly<Record<string, Valeur>>>> | undefined,
  defaut: Valeur | undefined,
): Corps {
  const valeur = (v: Valeur) => litteral(p.type, v)
  if (seule !== undefined) return { quoi: 'formule', noeud: valeur(seule) }
  const [premier = '', second = ''] = entreesDe(p)
  const sinon = (reste: Valeur | undefined) => (reste === undefined ? {} : { sinon: valeur(reste) })
  const parCode = Object.entries(valeurs ?? {}).map(([code, v]) => ({
    si: egal(premier, code),
    alors:
      typeof v !== 'object'
        ? valeur(v)
        : {
            quoi: 'variations' as const,
            cas: Object.entries(v).map(([c, x]) => ({ si: egal(second, c), alors: valeur(x) })),
            ...sinon(defaut),
          },
  }))
  const bandes = (p.tranches ?? []).flatMap(t =>
    t.jusqu_a === undefined ? [] : [{ si: auPlus(premier, t.jusqu_a), alors: valeur(t.valeur) }],
  )
  return { quoi: 'variations', cas: [...parCode, ...bandes], ...sinon(p.tranches?.find(t => t.jusqu_a === undefined)?.valeur ?? defaut) }
}

const EXEMPLE: Partial<Record<Genre, string>> = { nombre: '500', montant: '5 000 €', taux: '20 %' }
const CODES = '« valeurs » va avec « volet », « type de structure », « département » ou une question à choix'

/** What a scale says against what it is read on: bands on a figure of their kind, codes that exist, none forgotten. Pure. */
export function verifierBareme(p: Parametre, selon: readonly Definition[]): Faute[] {
  if (p.tranches) return verifierTranches(p, selon)
  const noms = entreesDe(p)
  const sansCodes = selon.findIndex(s => !s.options)
  if (sansCodes !== -1) return [{ chemin: noms.length > 1 ? ['selon', sansCodes] : ['selon'], message: CODES }]
  if (p.plages && noms.length > 1) return [{ chemin: ['selon'], message: '« plages » va avec un seul nom dans « selon »' }]
  const cle = p.plages ? 'plages' : 'valeurs'
  const lignes: Readonly<Record<string, unknown>> = p.plages ?? p.valeurs ?? {}
  const [premier, second] = selon.map(s => s.options ?? {})
  const reste = p.plages ? p.plage : p.defaut
  const codes = codesDe(lignes, premier!, noms[0]!, [cle])
  if (!second) {
    const tables = Object.entries(lignes).filter(([, v]) => cle === 'valeurs' && typeof v === 'object')
    return [
      ...codes,
      ...tables.map(([code]) => ({
        chemin: [cle, code],
        message: 'une seule valeur ici, ou deux noms dans « selon » : selon: [volet, taille]',
      })),
      ...oublis(
        Object.keys(premier!)
          .filter(c => !Object.hasOwn(lignes, c))
          .map(c => direCode(premier!, c)),
        reste,
        [cle],
        p.plages ? 'plage' : 'defaut',
      ),
    ]
  }
  const seules = Object.entries(lignes).filter(([, v]) => typeof v !== 'object')
  if (seules.length > 0)
    return seules.map(([code]) => ({
      chemin: [cle, code],
      message: `une valeur par code de « ${noms[1]} » : ${code}: { ${Object.keys(second).slice(0, 2).join(': …, ')}: … }`,
    }))
  const cellules = Object.entries(lignes) as [string, Readonly<Record<string, unknown>>][]
  const vides = Object.keys(premier!).flatMap(a =>
    Object.keys(second).flatMap(b =>
      Object.hasOwn((lignes[a] ?? {}) as object, b) ? [] : [`${direCode(premier!, a)} et ${direCode(second, b)}`],
    ),
  )
  return [...codes, ...cellules.flatMap(([a, v]) => codesDe(v, second, noms[1]!, [cle, a])), ...oublis(vides, reste, [cle], 'defaut')]
}

function verifierTranches(p: Parametre, [selon, ...autres]: readonly Definition[]): Faute[] {
  if (autres.length > 0) return [{ chemin: ['selon'], message: '« tranches » va avec un seul nom dans « selon »' }]
  const genre = selon!.genre
  const exemple = EXEMPLE[genre]
  if (!exemple) return [{ chemin: ['selon'], message: '« tranches » va avec un nombre, par exemple « population », un montant ou un taux' }]
  return p.tranches!.flatMap((t, i) =>
    t.jusqu_a === undefined || genreDuSeuil(t.jusqu_a) === genre
      ? []
      : [{ chemin: ['tranches', i, 'jusqu_a'], message: `« ${p.selon} » est ${GENRES[genre]} : on attend par exemple ${exemple}` }],
  )
}

const codesDe = (
  dits: Readonly<Record<string, unknown>>,
  connus: Readonly<Record<string, string>>,
  nom: string,
  chemin: Faute['chemin'],
): Faute[] =>
  Object.keys(dits).flatMap(code =>
    Object.hasOwn(connus, code)
      ? []
      : [{ chemin: [...chemin, code], message: `« ${code} » n’est pas un code de « ${nom} »${suggestion(code, Object.keys(connus))}` }],
  )

/** A code as its call names it, where it does. */
const direCode = (options: Readonly<Record<string, string>>, code: string) => (options[code] ? `« ${options[code]} »` : code)

const CITES = 5
function oublis(vides: readonly string[], reste: unknown, chemin: Faute['chemin'], cle: string): Faute[] {
  if (vides.length === 0 || reste !== undefined) return []
  const suite = vides.length > CITES ? `… (${vides.length} en tout)` : ''
  return [{ chemin, message: `il manque une valeur pour ${vides.slice(0, CITES).join(', ')}${suite}, ou une valeur « ${cle} »` }]
}
