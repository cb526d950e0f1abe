import { UUID } from '../lib/uuid.ts'

const LIBRE = '[^/]+'
/** What a parameter looks like, by its name, in every address: one that is not here does not compile. Words to choose from are grouped, or the router finds each anywhere in the rest of an address. None holds a « * »: that is how an address that is no page is told. */
const FORMES = {
  id: UUID,
  acte: UUID,
  annotation: UUID,
  appartenance: UUID,
  avenant: UUID,
  avis: UUID,
  bilan: UUID,
  brouillon: UUID,
  code: '[a-z0-9_]+',
  complement: UUID,
  compte: UUID,
  delegation: UUID,
  dossier: UUID,
  ecrit: '(?:retenu|partiel|liste_complementaire|non_retenu|sans_suite|arrete|convention|avenant|deliberation[a-z0-9_]{0,60})',
  envoi: UUID,
  etape: '[a-z][a-z0-9_]{0,59}',
  fichier: '[a-z-]+[.][a-z]+',
  formulaire: LIBRE,
  insee: '[0-9][0-9AB][0-9]{3}',
  interim: UUID,
  invitation: UUID,
  jeton: '[A-Za-z0-9_-]{1,100}',
  lettre: UUID,
  /** Of a mail: whatever it has become, its page says that it no longer serves. */
  lien: LIBRE,
  mouvement: UUID,
  nature: '(?:avance|acompte|solde)',
  notification: UUID,
  numero: LIBRE,
  ouverture: UUID,
  partenaire: UUID,
  perimetre: UUID,
  piece: UUID,
  question: '[a-z][a-z0-9_-]{0,79}',
  rang: '[1-9][0-9]{0,2}',
  regle: '[a-z0-9-]{1,80}',
  releve: UUID,
  relecture: UUID,
  scan: UUID,
  scenario: UUID,
  reglages: '[a-z]+',
  /** A group: the router looks for it in all that is left of the address. */
  section: '(?:bref|argent|qui|quoi|formulaire|regles|comite|textes|suivi|contacts|essais)',
  signataire: UUID,
  presentation: UUID,
  export: UUID,
  siren: '[0-9]{9}',
  slug: LIBRE,
  tableau: '[a-z0-9_]+',
  versement: UUID,
  version: '[1-9]\\d{0,3}',
  vue: UUID,
} as const

/** The names of an address’s parameters, in their order. */
type Suite<M extends string> = M extends `${string}:${infer R}` ? (R extends `${infer N}/${infer S}` ? [N, ...Suite<`/${S}`>] : [R]) : []
export type Noms<M extends string> = Suite<M>[number]
type Valeurs<S extends readonly string[]> = { [I in keyof S]: string | number }
/** The model itself when each of its parameters has a form, and otherwise which has none. */
type Connu<M extends string> = [Exclude<Noms<M>, keyof typeof FORMES>] extends [never]
  ? M
  : `paramètre sans forme : ${Exclude<Noms<M>, keyof typeof FORMES>}`

/** An address: called with its parameters it is one, `motif` is what the router matches. */
export type Chemin<M extends string = string> = ((...valeurs: Valeurs<Suite<M>>) => string) & { readonly motif: string; readonly modele: M }

/** Of several words the router would anchor the first at its beginning and the last at its end, and the others nowhere. */
const groupee = (forme: string | undefined) => (forme?.includes('|') ? `(?:${forme})` : forme)

/** `chemin('/dossiers/:id')`: `paths.dossiers.voir(id)`. The values are of the form that their name says; they are written as they are. */
export function chemin<const M extends string>(modele: M & Connu<M>): Chemin<M> {
  const adresse = (...valeurs: readonly (string | number)[]) => {
    let n = 0
    return modele.replace(/:[a-z]+/g, () => String(valeurs[n++]))
  }
  const motif = modele.replace(/:([a-z]+)/g, (p, nom: keyof typeof FORMES) => `${p}{${groupee(FORMES[nom])}}`)
  return Object.assign(adresse, { motif, modele }) as unknown as Chemin<M>
}
