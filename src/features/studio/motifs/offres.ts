import { parObjet } from '../../../lib/une-fois.ts'
import { TYPES_STRUCTURE } from '../../cahier/index.ts'
import type { Chemin } from '../../formes/index.ts'
import { lecteurDeFormules } from '../../recevabilite/index.ts'
import { arbreDe } from './arbre.ts'
import { avecSonArticle, ETATS_DU_CALENDRIER, FAITS, type Fait, type Genre } from './faits.table.ts'
import { genreDe } from './genre.ts'
import { codes, formulairesDe, type Groupe, groupe, liste, texte } from './lire-brut.ts'
import type { Nommee, Offre, Offres } from './offre.ts'
import { colonnesAChoisir, colonnesDe, deLaQuestion, GENRES, lignesDuPlan, questionsAvant, tableauxDe } from './offres-des-questions.ts'
import { duProjet } from './offres-du-projet.ts'

/** A draft of 512 ko may name more than a call ever has: what is beyond is a formula, not a sentence. */
const NOMS_MAX = 4_000
const CALCULS_MAX = 200
/** A name of a formula: an id of a draft that is none of it is not offered. */
const NOM = /^\p{L}[\p{L}\p{N}_]*(?:(?: \. | )\p{L}[\p{L}\p{N}_]*)*$/u
const estUnNom = (nom: string) => nom.length <= 400 && NOM.test(nom)

/**
 * What the sentences of a draft may speak of, whatever its faults. `tableau`: in a rule judged on each line of it, its columns. `avant`: the place of a question; only
 * what is asked above it, in its form, is offered.
 */
export function offresDe(brut: unknown, { tableau, avant }: { tableau?: string | undefined; avant?: Chemin | undefined } = {}): Offres {
  const appel = groupe(brut)
  const toutes = duBrouillon(appel)
  if (avant) {
    const demandees = new Set(questionsAvant(appel, avant).map(({ q }) => String(q.id)))
    return { ...toutes, noms: new Map([...toutes.noms].filter(([, o]) => !o.question || demandees.has(o.question.id))) }
  }
  if (!tableau) return toutes
  const noms = new Map(colonnesDe(appel, tableau).flatMap(([nom, o]): [string, Offre][] => (estUnNom(nom) ? [[nom, { ...o, nom }]] : [])))
  for (const [nom, o] of toutes.noms) if (!noms.has(nom)) noms.set(nom, o)
  return { ...toutes, noms }
}

/** Those of the whole draft, worked out once for as long as it is kept read. */
const duBrouillon = parObjet((appel: Groupe): Offres => {
  const toutes: Nommee[] = [
    ...questionsAvant(appel, undefined).flatMap(({ q, etape }) => deLaQuestion(q, etape)),
    ...Object.entries(FAITS).flatMap(([nom, f]): Nommee[] => (manque(nom, f, appel) ? [] : [[nom, { ...f, ...optionsDu(nom, appel) }]])),
    ...duProjet(appel),
    ...lignesDuPlan(appel),
    ...parametres(appel),
  ]
  const noms = new Map<string, Offre>()
  for (const [nom, o] of toutes.slice(0, NOMS_MAX)) if (!noms.has(nom) && estUnNom(nom)) noms.set(nom, { ...o, nom })
  const tableaux = new Set(tableauxDe(appel).map(t => t.id))
  const calculs = calculsDe(appel)
  const lire = lecteurDeFormules([...noms.keys(), ...calculs.map(([nom]) => nom)], tableaux)
  // a calculation names those above it: each is known when the next one is read
  for (const [nom, v] of calculs) {
    const { formule, libelle, arrondi } = groupe(v)
    const lu = noms.has(nom) || !estUnNom(nom) ? undefined : lire(String(formule ?? ''))
    const genre = lu?.ok ? (arrondi === undefined ? genreDe(arbreDe(lu.value), noms) : 'montant') : undefined
    if (genre) noms.set(nom, { nom, genre, dit: avecSonArticle(texte(libelle) || nom), sorte: 'calcul' })
  }
  return { noms, colonnes: colonnesAChoisir(appel), tableaux, lire }
})

/** Facts that a call does not have, by its plan and by what it says of its end, of its ranks, of de minimis aids, of its second temps. */
function manque(nom: string, { sorte }: Fait, appel: Groupe): boolean {
  if (sorte === 'plan' || sorte === 'depense') {
    if (nom === 'aide envisagée') return appel.phases === undefined
    if (nom === 'aide proposée') return !liste(appel.instances).some(i => i.nature === 'avis')
    if (appel.plan === 'aucun') return nom !== 'aide demandée'
    return appel.plan === 'simple' && (sorte === 'depense' || nom.startsWith('lots'))
  }
  const { continu } = groupe(appel.calendrier)
  if (nom === 'clôture') return continu !== undefined && groupe(continu).fin === undefined
  if (nom === 'résultats') return continu !== undefined || !liste(groupe(appel.calendrier).vagues).every(v => v.resultats)
  if (nom === 'rang du dossier') return groupe(appel.porteurs).ordre === undefined
  if (nom === 'aides de minimis déclarées' || nom === 'aides de minimis du porteur')
    return !formulairesDe(appel).some(f => liste(f.etapes).some(e => Array.isArray(e.blocs) && e.blocs.includes('minimis')))
  return false
}

function optionsDu(nom: string, appel: Groupe): { options?: Readonly<Record<string, string>> } {
  if (nom === 'type de structure') return { options: TYPES_STRUCTURE }
  if (nom === 'calendrier') return { options: ETATS_DU_CALENDRIER }
  if (nom === 'volet') return { options: codes(appel.volets, 'titre') }
  if (nom === 'département') return { options: { ...codes(groupe(appel.territoire).departements, 'nom'), autre: 'hors du territoire' } }
  return {}
}

/** Parameters of both temps, where a call has two. */
function parametres(appel: Groupe): Nommee[] {
  const second = groupe(groupe(appel.phases).dossier_complet)
  return Object.entries({ ...groupe(second.parametres), ...groupe(appel.parametres) }).flatMap(([nom, v]): Nommee[] => {
    const p = groupe(v)
    const genre = p.type === 'taux' ? 'taux' : GENRES[String(p.type)]
    if (!genre || genre === 'oui_non' || genre === 'texte') return []
    const dit = avecSonArticle(texte(p.libelle) || nom)
    const detail = p.valeur === undefined ? {} : { detail: valeurDite(p.valeur, genre) }
    if (p.plage === undefined && p.plages === undefined) return [[nom, { genre, dit, sorte: 'chiffre', ...detail }]]
    return [
      [`${nom} . min`, { genre, dit: `${dit}, au plus bas`, sorte: 'chiffre' }],
      [`${nom} . max`, { genre, dit: `${dit}, au plus haut`, sorte: 'chiffre' }],
    ]
  })
}
const valeurDite = (v: unknown, genre: Genre) => {
  const dit = String(v)
  if (genre === 'date') return dit.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$3/$2/$1')
  return texte(genre === 'montant' && !dit.includes('€') ? `${dit} €` : v)
}
const calculsDe = (appel: Groupe) =>
  Object.entries({ ...groupe(appel.calculs), ...groupe(groupe(groupe(appel.phases).dossier_complet).calculs) }).slice(0, CALCULS_MAX)
