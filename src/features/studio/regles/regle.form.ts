import { err, ok, type Result } from '../../../lib/result.ts'
import { type Chemin, valeurA } from '../../formes/index.ts'
import { ecrireLieu } from '../document/lieux.ts'
import type { Effet } from '../motifs/amorces.table.ts'
import { formuleDe } from '../motifs/composer.ts'
import type { Offres } from '../motifs/offre.ts'
import { offresDe } from '../motifs/offres.ts'
import { avecMembres, membresDe, type Phrase, type Remplie } from '../motifs/phrase.ts'
import { phraseDuPorteur } from '../motifs/porteur.ts'
import { lirePhrase } from '../motifs/reconnaitre.ts'
import { direFormule, formulesDe } from '../motifs/regles-dites.ts'
import { enUnTexte } from '../section.form.ts'
import { blancsDe, type Champs, type EnBlancs, lireBlancs } from './blancs.ts'
import { reglesA, type Temps } from './temps.ts'

/** One formula of the file: where it stands, what it says, and its sentence to fill in. `avant`: as the form shows it, `texte`: as it is typed; `lue`: what it says, where no sentence does. */
export type Place = {
  cle: string
  lieu: string
  avant: string
  texte: string
  phrase?: Phrase
  phrases: EnBlancs[]
  lue?: string | undefined
}
export type ControleVu = { cle: string; lieu: string; lien?: 'et' | 'ou'; places: Place[]; effet: string; dit: string; proposee: string }
export type RegleVue = {
  rang: number
  lieu: string
  titre: string
  clauses: string
  etape: string
  respectee: string
  tableau: string
  si?: { lien?: 'et' | 'ou'; places: Place[] }
  controles: ControleVu[]
}
type Groupe = Readonly<Record<string, unknown>>
const groupe = (v: unknown): Groupe => (v !== null && typeof v === 'object' && !Array.isArray(v) ? (v as Groupe) : {})
const texte = (v: unknown) => (typeof v === 'string' || typeof v === 'number' ? String(v) : '')
const CONTROLES_MAX = 20

/** What an effect adds to the sentence of the porteur: that it does not stop them. */
export const suiteDe = (effet: string) => (effet === 'attention' || effet === 'a_verifier' ? 'N’empêche pas de déposer.' : '')

/** What the names of a rule are: those of its call, and the columns of its table. A rule that says when it applies speaks of the whole dossier there. */
export const offresDeLaRegle = (brut: unknown, rang: number, temps: Temps = 1) => {
  const tableau = texte(groupe(valeurA(brut, [...reglesA(temps), rang])).tableau)
  return { offres: offresDe(brut, tableau ? { tableau } : {}), duDossier: offresDe(brut), tableau }
}

/** A formula of a draft with its sentence; with what was typed in the place of what is kept, when a form comes back. */
export function placeDe(
  cle: string,
  lieu: string,
  formule: string,
  { offres, saisis }: { offres: Offres; saisis?: Champs | undefined },
): Place {
  const avant = saisis?.get(`${cle}.avant`)?.[0] ?? formule
  const phrase = lirePhrase(avant, offres)
  const sue = phrase === undefined || phrase === 'illisible' ? undefined : phrase
  return {
    cle,
    lieu,
    avant,
    texte: saisis?.get(`${cle}.libre`)?.[0] ?? avant,
    ...(sue ? { phrase: sue } : { lue: direFormule(avant, offres).libre }),
    phrases: sue ? membresDe(sue).map((m, rang) => blancsDe(m, offres, { cle, rang, saisis })) : [],
  }
}

/** Every formula of a condition of the file, each at its place. */
export function placesDe(cle: string, chemin: Chemin, brut: unknown, o: { offres: Offres; saisis?: Champs | undefined }) {
  const { formules, lien, cle: liste } = formulesDe(valeurA(brut, chemin))
  const places = formules.map((f, i) =>
    liste ? placeDe(`${cle}_${i}`, ecrireLieu([...chemin, liste, i]), f, o) : placeDe(cle, ecrireLieu(chemin), f, o),
  )
  return { places, ...(lien ? { lien } : {}) }
}

/** A rule of a draft, ready to be shown; nothing when it is not there. */
export function regleVue(brut: unknown, rang: number, saisis?: Champs, temps: Temps = 1): RegleVue | undefined {
  const ici = [...reglesA(temps), rang]
  const r = valeurA(brut, ici)
  if (r === null || typeof r !== 'object') return undefined
  const g = groupe(r)
  const { offres, duDossier, tableau } = offresDeLaRegle(brut, rang, temps)
  const dit = (champ: string, v: unknown) => saisis?.get(champ)?.[0] ?? texte(v)
  const controles = Array.isArray(g.controles) ? g.controles.slice(0, CONTROLES_MAX).map(groupe) : []
  return {
    rang,
    lieu: ecrireLieu(ici),
    titre: dit('titre', g.titre),
    clauses: saisis?.has('clauses') ? enUnTexte(saisis.get('clauses')!) : Array.isArray(g.clauses) ? g.clauses.map(String).join('\n') : '',
    etape: dit('etape', g.etape),
    respectee: dit('respectee', g.respectee),
    tableau,
    ...(g.applicable_si === undefined ? {} : { si: placesDe('si', [...ici, 'applicable_si'], brut, { offres: duDossier, saisis }) }),
    controles: controles.map((c, j): ControleVu => {
      const cle = `c${j}`
      const chemin = [...ici, 'controles', j]
      const vues = placesDe(cle, [...chemin, 'formule'], brut, { offres, saisis })
      const effet = dit(`${cle}.sinon`, c.sinon)
      return {
        cle,
        lieu: ecrireLieu(chemin),
        ...vues,
        effet,
        dit: dit(`${cle}.phrase`, c.phrase),
        proposee: proposer(vues.places, offres, effet),
      }
    }),
  }
}
const proposer = (places: readonly Place[], offres: Offres, effet: string) => {
  const [premiere] = places
  return places.length === 1 && premiere?.phrase ? phraseDuPorteur(premiere.phrase, offres, suiteDe(effet)) : ''
}

type Saisies = [lieu: string, saisi: string][]
type Lu = { saisies: Saisies; erreurs: Record<string, string>; change: boolean; phrase?: Phrase }

/** What the form of one formula asks: the sentence filled in again, or the formula typed by hand, never both. */
export function lirePlace({ cle, lieu, phrase, avant }: Place, champs: Champs, offres: Offres): Lu {
  const un = (nom: string) => champs.get(nom)?.[0] ?? ''
  const libre = un(`${cle}.libre`).replace(/\s+/g, ' ').trim()
  const taille = libre !== avant.replace(/\s+/g, ' ').trim() && champs.has(`${cle}.libre`)
  const lues = phrase ? membresDe(phrase).map((m, rang) => lireBlancs(m.motif, champs, offres, { cle, rang })) : []
  const fautes = Object.assign({}, ...lues.flatMap(l => (l.ok ? [] : [l.error]))) as Record<string, string>
  if (!taille && Object.keys(fautes).length > 0) return { saisies: [], erreurs: fautes, change: false }
  const neuve =
    phrase &&
    avecMembres(
      phrase,
      lues.flatMap((l): Remplie[] => (l.ok ? [l.value] : [])),
    )
  const change = neuve !== undefined && Object.keys(fautes).length === 0 && formuleDe(neuve) !== formuleDe(phrase!)
  if (taille && change)
    return {
      saisies: [],
      erreurs: { [`${cle}.libre`]: 'Vous avez changé la phrase et la formule. Changez l’une, puis enregistrez\u00a0: l’autre suit.' },
      change,
    }
  if (taille) {
    const lu = offres.lire(libre)
    if (!lu.ok) return { saisies: [], erreurs: { [`${cle}.libre`]: phraseDeFaute(lu.error) }, change }
    const dite = lirePhrase(libre, offres)
    return { saisies: [[lieu, libre]], erreurs: {}, change: true, ...(dite && dite !== 'illisible' ? { phrase: dite } : {}) }
  }
  return { saisies: [[lieu, change ? formuleDe(neuve!) : avant]], erreurs: {}, change, ...(neuve ? { phrase: neuve } : {}) }
}
/** Where a formula is not one, in words. */
const phraseDeFaute = ({ message, colonne }: { message: string; colonne: number }) => `Formule, signe ${colonne + 1}\u00a0: ${message}.`

/** What the form of a rule asks of its draft, or what is to be corrected, by field. The porteur's sentence follows the rule's as long as nobody has written another. */
export function saisiesDeLaRegle(brut: unknown, rang: number, champs: Champs, temps: Temps = 1): Result<Saisies, Record<string, string>> {
  const vue = regleVue(brut, rang, champs, temps)
  if (!vue) return ok([])
  const { offres, duDossier } = offresDeLaRegle(brut, rang, temps)
  const un = (nom: string) => champs.get(nom)?.[0]
  const saisies: Saisies = []
  const erreurs: Record<string, string> = {}
  const garder = (lieu: string, nom: string) => {
    const v = un(nom)
    if (v !== undefined) saisies.push([lieu, v])
  }
  garder(`${vue.lieu}/titre`, 'titre')
  const cochees = champs.get('clauses')
  if (cochees) saisies.push([`${vue.lieu}/clauses`, enUnTexte(cochees)])
  garder(`${vue.lieu}/etape`, 'etape')
  for (const place of vue.si?.places ?? []) {
    const lu = lirePlace(place, champs, duDossier)
    saisies.push(...lu.saisies)
    Object.assign(erreurs, lu.erreurs)
  }
  for (const c of vue.controles) {
    const lus = c.places.map(p => lirePlace(p, champs, offres))
    saisies.push(...lus.flatMap(l => l.saisies))
    Object.assign(erreurs, ...lus.map(l => l.erreurs))
    garder(`${c.lieu}/sinon`, `${c.cle}.sinon`)
    const [seul] = lus
    const dite = lus.length === 1 && seul?.change && seul.phrase ? phraseDuPorteur(seul.phrase, offres, suiteDe(c.effet)) : undefined
    const suivre = dite !== undefined && c.proposee !== '' && c.dit.trim() === c.proposee
    if (suivre || un(`${c.cle}.phrase`)?.trim() === '') saisies.push([`${c.lieu}/phrase`, dite ?? c.proposee])
    else garder(`${c.lieu}/phrase`, `${c.cle}.phrase`)
  }
  garder(`${vue.lieu}/respectee`, 'respectee')
  return Object.keys(erreurs).length > 0 ? err(erreurs) : ok(saisies)
}

export const EFFETS: Readonly<Record<Effet, { titre: string; suite: string }>> = {
  non_respectee: { titre: 'Bloque', suite: 'le dépôt' },
  a_completer: { titre: 'Bloque', suite: 'tant que ce n’est pas complété' },
  attention: { titre: 'Avertit', suite: 'n’empêche pas de déposer' },
  a_verifier: { titre: 'Signale', suite: 'à l’instructeur, qui vérifie' },
  autre_appel: { titre: 'Autre appel', suite: 'renvoie le projet' },
}
