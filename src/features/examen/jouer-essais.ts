import { formatEuros, formatNombre } from '../../lib/euros.ts'
import { parObjet } from '../../lib/une-fois.ts'
import { type Appel, etatAppel } from '../cahier/index.ts'
import { type EssaiComplet, valeurAttendue, vaut } from '../essais/index.ts'
import { analyser, preparerRegles } from '../recevabilite/index.ts'
import { type Faits, LIBELLES_RESULTAT, type Verdict } from '../verdicts/index.ts'
import { contenuDEssai } from './contenu-d-essai.ts'
import { type Lecture, lireRegles } from './lecture.ts'
import { type Situe, situer, situerLesSeconds } from './situer-essais.ts'
import { empreinteAValider } from './valide.ts'

/** What a test dossier expected and did not get, in words, with the sentence of the rule that explains it; `regles`: where that stands in the call. */
export type Ecart = {
  /** Of a value of the call: its name there. */
  nom?: string
  quoi: string
  attendu: string
  obtenu: string
  pourquoi?: string | undefined
  regles?: readonly string[] | undefined
}
/** `faits`: what the rules knew of it. `plafond`: the most that may be granted, in cents, or nothing while something is missing. `questions`, `pieces`: what the form shows, what is attached. */
export type EssaiJoue = {
  essai: EssaiComplet
  instant: Date
  questions: ReadonlySet<string>
  pieces: readonly string[]
  depose: boolean
  faits: Faits
  verdicts: Verdict[]
  /** Asked for, in cents. */
  aide: number | undefined
  plafond: number | undefined
  ecarts: Ecart[]
}

const lexiqueDe = parObjet((appel: Appel) => analyser(appel).lexique)

type Version = { appel: Appel; sha256: string }
const PORTEUR = 'essai'

const structureDe = (id: string, s: NonNullable<EssaiComplet['porteur']>) => ({
  id,
  nom: s.nom,
  type: s.type,
  siren: null,
  code_insee: s.commune ?? null,
  epci: s.epci ?? null,
  departement: s.departement ?? null,
  region: s.region ?? null,
  population: s.population ?? null,
})

function lire(version: Version, { e, instant, autres, intention }: Situe): { l: Lecture; pieces: readonly string[] } {
  const { appel } = version
  const contenu = contenuDEssai(appel, e, PORTEUR)
  const empreinte = empreinteAValider(appel, contenu)
  const partenaires = (e.partenaires ?? []).map((p, i) => ({
    ...structureDe(`${PORTEUR}-${i}`, p),
    structureId: `${PORTEUR}-${i}`,
    nature: null,
    courriel: null,
    contact: '',
    role: '',
    etapes: [],
    inviteLe: instant,
    relanceLe: null,
    validation: p.valide
      ? { id: `${PORTEUR}-${i}`, compteId: null, nom: p.nom, fonction: '', moyens: '', valideLe: instant, empreinte }
      : undefined,
  }))
  const avec = (pieces: readonly string[]) =>
    lireRegles(
      {
        structure: structureDe(PORTEUR, e.porteur!),
        contenu,
        autres,
        intention,
        version,
        partenaires: partenaires as never,
        pieces: pieces.map(code => ({ code })),
      },
      instant,
    )
  const pieces = e.pieces ?? [...avec([]).visibilite.piecesObligatoires]
  return { l: avec(pieces), pieces }
}

/** A value as its author would write it. */
function enMots(v: number | boolean | string | undefined, genre: string): string {
  if (v === undefined) return 'rien\u00a0: il manque une donnée'
  if (typeof v === 'boolean') return v ? 'oui' : 'non'
  if (typeof v === 'string') return v
  if (genre === 'montant') return formatEuros(v, { centimes: true })
  return genre === 'taux' ? `${formatNombre(Math.round(v * 1e8) / 1e6)} %` : formatNombre(v)
}

const PAS_OUVERT = 'L’appel n’est pas ouvert à cet instant.'
const HORS_PERIODE = `${PAS_OUVERT} Le dépôt est refusé sans qu’une règle le dise\u00a0: retirez «\u00a0bloquants\u00a0».`
const oui = (b: boolean) => (b ? 'déposé' : 'pas déposé')
const cite = (v: readonly Verdict[]) => v.map(x => x.regle).join(', ') || 'aucune'
const raisons = (v: readonly Verdict[]) => v.map(x => `${x.titre}\u00a0: ${x.explication}`).join('\n') || undefined

function ecartsDe(version: Version, e: EssaiComplet, l: Lecture, j: Omit<EssaiJoue, 'ecarts'>, ouvert: boolean): Ecart[] {
  const { attendu: a } = e
  const bloquants = j.verdicts.filter(v => v.bloquant)
  const ecarts: Ecart[] = []
  if (a.depose !== j.depose)
    ecarts.push({
      quoi: 'le dépôt',
      attendu: oui(a.depose),
      obtenu: oui(j.depose),
      pourquoi: ouvert ? raisons(bloquants) : PAS_OUVERT,
      regles: ouvert ? bloquants.map(v => v.regle) : undefined,
    })
  if (a.bloquants && cite(bloquants.toSorted(parRegle)) !== a.bloquants.toSorted().join(', '))
    ecarts.push({
      quoi: 'les règles qui bloquent',
      attendu: a.bloquants.join(', '),
      obtenu: cite(bloquants),
      pourquoi: raisons(bloquants) ?? (ouvert ? undefined : HORS_PERIODE),
      regles: [...a.bloquants, ...bloquants.map(v => v.regle)],
    })
  for (const [regle, attendu] of Object.entries(a.verdicts)) {
    const v = j.verdicts.find(x => x.regle === regle)
    if (v?.resultat !== attendu)
      ecarts.push({
        quoi: `la règle ${regle}`,
        attendu: LIBELLES_RESULTAT[attendu],
        obtenu: v ? LIBELLES_RESULTAT[v.resultat] : 'elle ne dit rien',
        pourquoi: v?.explication,
        regles: [regle],
      })
  }
  return [...ecarts, ...valeurs(version, e, l), ...montant(e, j)]
}
const parRegle = (a: Verdict, b: Verdict) => (a.regle < b.regle ? -1 : 1)

function valeurs({ appel, sha256 }: Version, { attendu: a }: EssaiComplet, l: Lecture): Ecart[] {
  const lexique = lexiqueDe(appel)
  return Object.entries(a.valeurs).flatMap(([nom, ecrite]): Ecart[] => {
    const def = lexique.get(nom)
    const attendue = def && valeurAttendue(def, ecrite)
    if (!def || !attendue?.ok) return []
    const valeur = preparerRegles(appel, sha256).valeur(l.faits, nom)
    if (vaut(valeur, attendue.value)) return []
    const calcul = Object.hasOwn(appel.calculs, nom) ? appel.calculs[nom] : undefined
    return [
      {
        nom,
        quoi: `«\u00a0${calcul?.libelle ?? nom}\u00a0»`,
        attendu: enMots(attendue.value, def.genre),
        obtenu: enMots(valeur, def.genre),
      },
    ]
  })
}

/** What may be granted: all of it with « retenu », less with « partiel ». */
function montant({ attendu: a }: EssaiComplet, { plafond }: Pick<EssaiJoue, 'plafond'>): Ecart[] {
  if (a.montant === undefined) return []
  const [attendu, obtenu] = [enMots(a.montant, 'montant'), enMots(plafond, 'montant')]
  if (a.decision !== 'partiel') return plafond === a.montant ? [] : [{ quoi: 'le montant', attendu, obtenu }]
  return plafond !== undefined && a.montant < plafond
    ? []
    : [{ quoi: 'le montant', attendu, obtenu: `${obtenu} au plus, et moins avec «\u00a0partiel\u00a0»` }]
}

function jouer(version: Version, situe: Situe): EssaiJoue {
  const { e, instant } = situe
  const { l, pieces } = lire(version, situe)
  const ouvert = etatAppel(version.appel, instant) === 'ouvert'
  // without lines of expenses, nothing but what is asked bounds a decision
  const base =
    version.appel.plan === 'complet'
      ? preparerRegles(version.appel, version.sha256).valeur(l.faits, 'base éligible')
      : Number.POSITIVE_INFINITY
  const aide = l.faits.montants?.aide
  const j = {
    essai: e,
    instant,
    questions: l.visibilite.questions,
    pieces,
    depose: ouvert && !l.verdicts.some(v => v.bloquant),
    faits: l.faits,
    verdicts: l.verdicts,
    aide,
    plafond: aide === undefined || typeof base !== 'number' ? undefined : Math.min(aide, base),
  }
  return { ...j, ecarts: ecartsDe(version, e, l, j, ouvert) }
}

/** Plays every test dossier of a call: as a draft typed, read by the rules of its filing at its instant. Pure. `sha256`: of the text, as for any version. */
export function jouerEssais(version: Version): EssaiJoue[] {
  const { second } = version.appel
  const premiers = situer(version.appel).map(s => jouer(version, s))
  if (!second) return premiers
  const intentions = new Map(premiers.map(({ essai }) => [essai.code, essai]))
  const intention = ({ intention: code }: EssaiComplet) => {
    const e = intentions.get(code ?? '')
    return e && { contenu: contenuDEssai(version.appel, e, PORTEUR) }
  }
  return [
    ...premiers,
    ...situerLesSeconds(second, intentions).map(s => jouer({ ...version, appel: second }, { ...s, intention: intention(s.e) })),
  ]
}
