import type { GuichetConfig } from '../../config.ts'
import type { Tx } from '../../db/db.ts'
import type { Ctx } from '../../http.ts'
import { sansMarques } from '../../lib/accents.ts'
import { estUuid } from '../../lib/uuid.ts'
import { type Appel, TYPES_STRUCTURE, type TypeStructure } from '../cahier/index.ts'
import { evaluer, preparerRegles } from '../recevabilite/index.ts'
import { connuDe, decrireFiche, decrireStructure, rechercherPartout, type Structure, trouverStructure } from '../structures/index.ts'
import type { Faits } from '../verdicts/index.ts'
import { peutDeposer } from './lire-publie.ts'
import { momentDe } from './pages/appels.mots.ts'
import { SimulateurPage } from './pages/simulateur.view.tsx'
import { ResultatPage } from './pages/simulateur-resultat.view.tsx'
import { avecAideCalculee, CHAMP, lireReponses } from './simulateur.form.ts'
import { faitsDesReponses, questionsPosees } from './simulateur.questions.ts'
import { bilanDe } from './simulateur.rules.ts'
import type { AppelPublie } from './versions.queries.ts'

/** Answers are in the address and nowhere else: nothing of a simulation is stored. */
const MAX_REPONSES = 8000
export const parametres = (c: Ctx) => new URLSearchParams(new URL(c.req.url).search.slice(0, MAX_REPONSES))

/** A call whose rules answer: a version, or a draft that is shown in advance. */
export type AInterroger = Pick<AppelPublie, 'appel' | 'numero' | 'publieeLe' | 'sha256'> & { structure: StructureLue }

/** What the rules answer to these answers, or what of them cannot be read. Nothing is kept. */
export function juger(publie: AInterroger, q: URLSearchParams, instant: Date) {
  const { appel, structure, sha256 } = publie
  const lues = lireReponses(appel, q)
  const moment = momentDe(appel, instant)
  const erreurs = { ...erreursStructure(structure), ...lues.erreurs }
  if (Object.keys(erreurs).length > 0) return { moment, erreurs }
  const regles = preparerRegles(appel, sha256)
  const lus = faitsDesReponses(publie, q, instant)
  const aide = regles.aide(lus)
  const faits = avecAideCalculee(appel, lus, aide)
  const verdicts = evaluer(regles, faits, 'simulateur')
  return {
    moment,
    questions: questionsPosees(publie, q, instant),
    faits,
    libelleStructure: structure.etat === 'trouvee' ? structure.libelle : undefined,
    verdicts,
    aide,
    bilan: bilanDe(verdicts, moment.etat),
  }
}
export type Juge = Exclude<ReturnType<typeof juger>, { erreurs: unknown }>

/** The page of the result, or the questions again with what cannot be read. */
export function repondre(c: Ctx, publie: AInterroger, q: URLSearchParams) {
  const { appel, structure, numero, publieeLe } = publie
  const { site, ctx } = c.var
  const juge = juger(publie, q, ctx.instant)
  if ('erreurs' in juge)
    return (
      <SimulateurPage
        site={site}
        appel={appel}
        moment={juge.moment}
        q={q}
        erreurs={juge.erreurs}
        choix={structure.etat === 'plusieurs' ? structure.choix : []}
      />
    )
  if (structure.etat === 'trouvee' && structure.id) q.set(CHAMP.structureId, structure.id)
  return <ResultatPage site={site} appel={appel} numero={numero} publieeLe={publieeLe} q={q} {...juge} peutDeposer={peutDeposer(ctx)} />
}

export function erreursStructure(s: StructureLue): Record<string, string> {
  if (s.etat === 'refusee') return { [CHAMP.structure]: s.message }
  return s.etat === 'plusieurs' ? { [CHAMP.structureId]: 'Plusieurs structures ressemblent à ce nom. Choisissez la vôtre.' } : {}
}

type StructureTrouvee = { id: string; nom: string; libelle: string; faits: NonNullable<Faits['structure']> }
/** What the answers say of the structure. `refusee` carries the sentence for the field. */
type StructureLue =
  | { etat: 'absente' }
  | { etat: 'trouvee'; libelle: string; nom?: string; id?: string; faits: NonNullable<Faits['structure']> }
  | { etat: 'plusieurs'; choix: StructureTrouvee[] }
  | { etat: 'refusee'; message: string }

type Contexte = { tx: Tx; guichetId: string; territoire: GuichetConfig['territoire'] }

/** The structure that the answers name: found in the referential, or described by its nature and département when it is not there. */
export async function lireStructure(c: Contexte, appel: Appel, q: URLSearchParams): Promise<StructureLue> {
  const saisie = (q.get(CHAMP.structure) ?? '')
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, 200)
  const choisie = saisie ? await structureChoisie(c, q, saisie) : undefined
  if (choisie) return { etat: 'trouvee', ...choisie }
  const decrite = structureDecrite(appel, q, saisie)
  if (decrite) return decrite
  if (!saisie) return { etat: 'absente' }
  const recherche = await rechercherPartout(c.tx, c.guichetId, saisie, { territoire: c.territoire })
  if (recherche.genre !== 'trouvees') return { etat: 'refusee', message: REFUS[recherche.genre](saisie) }
  const trouvees = [...recherche.structures.map(versTrouvee), ...recherche.fiches.filter(f => !f.fermee).map(versTrouveeDeFiche)]
  const seule = laSeule(trouvees, saisie)
  if (seule) return { etat: 'trouvee', ...seule }
  return trouvees.length > 0 ? { etat: 'plusieurs', choix: trouvees } : { etat: 'refusee', message: introuvable(saisie) }
}

const introuvable = (s: string) =>
  `Aucune structure ne correspond à «\u00a0${s}\u00a0». Vérifiez l’orthographe, ou indiquez sa nature et son département ci-dessous.`
const REFUS = {
  siren_faux: (s: string) => `«\u00a0${s}\u00a0» n’est pas un numéro SIREN\u00a0: sa clé est fausse. Vérifiez ses neuf chiffres.`,
  siret_faux: (s: string) => `«\u00a0${s}\u00a0» n’est pas un numéro SIRET\u00a0: sa clé est fausse. Vérifiez ses quatorze chiffres.`,
  trop_court: (s: string) => `«\u00a0${s}\u00a0» est trop court pour chercher. Écrivez au moins deux lettres.`,
}

const plat = (t: string) =>
  sansMarques(t)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/** The id that was picked, by a script or among choices; kept only as long as the text typed still finds it. */
async function structureChoisie(c: Contexte, q: URLSearchParams, saisie: string): Promise<StructureTrouvee | undefined> {
  const siren = q.getAll(CHAMP.structureId).find(v => /^\d{9}$/.test(v))
  if (siren) {
    const r = await rechercherPartout(c.tx, c.guichetId, siren, { territoire: c.territoire })
    if (r.genre === 'trouvees') return [...r.structures.map(versTrouvee), ...r.fiches.map(versTrouveeDeFiche)][0]
  }
  const id = q.getAll(CHAMP.structureId).find(estUuid)
  const structure = id && (await trouverStructure(c.tx, c.guichetId, id))
  if (!structure) return undefined
  if (plat(structure.nom) === plat(saisie)) return versTrouvee(structure)
  const recherche = await rechercherPartout(c.tx, c.guichetId, saisie, { territoire: c.territoire })
  return recherche.genre === 'trouvees' && recherche.structures.some(s => s.id === id) ? versTrouvee(structure) : undefined
}

/** The only one found, or the only one that bears exactly the name typed. */
function laSeule(trouvees: StructureTrouvee[], saisie: string): StructureTrouvee | undefined {
  if (trouvees.length === 1) return trouvees[0]
  const exactes = trouvees.filter(s => plat(s.nom) === plat(saisie))
  return exactes.length === 1 ? exactes[0] : undefined
}

const versTrouvee = (s: Structure): StructureTrouvee => ({
  id: s.id,
  nom: s.nom,
  libelle: `${s.nom}, ${decrireStructure(s)}`,
  faits: {
    nom: s.nom,
    type: s.type as TypeStructure,
    ...(s.departement ? { departement: s.departement } : {}),
    ...(s.region ? { region: s.region } : {}),
    ...(s.population === null ? {} : { population: s.population }),
    ...connuDe(s),
  },
})

type Fiche = Extract<Awaited<ReturnType<typeof rechercherPartout>>, { genre: 'trouvees' }>['fiches'][number]
/** A line of the national directory: its SIREN names it. */
const versTrouveeDeFiche = (f: Fiche): StructureTrouvee => ({
  id: f.siren,
  nom: f.nom,
  libelle: `${f.nom}, ${decrireFiche(f)}`,
  faits: {
    nom: f.nom,
    type: f.type,
    ...(f.departement ? { departement: f.departement } : {}),
    ...(f.region ? { region: f.region } : {}),
    ...connuDe({ ...f, codeInsee: null, epciSiren: null }),
  },
})

/** A structure that the referential does not have (a syndicat, a legal person), as the person describes it. */
function structureDecrite(appel: Appel, q: URLSearchParams, nom: string): StructureLue | undefined {
  const type = q.get(CHAMP.type) ?? ''
  if (!Object.hasOwn(TYPES_STRUCTURE, type)) return undefined
  const code = q.get(CHAMP.departement)
  const departement = appel.territoire.departements.find(d => d.code === code)
  const [region] = appel.territoire.regions
  return {
    etat: 'trouvee',
    libelle: [nom, TYPES_STRUCTURE[type as TypeStructure], departement?.nom ?? (code === HORS ? 'un autre département' : '')]
      .filter(Boolean)
      .join(', '),
    faits: {
      type: type as TypeStructure,
      ...(nom ? { nom } : {}),
      ...(departement
        ? { departement: departement.code, ...(region ? { region } : {}) }
        : code === HORS
          ? { departement: HORS, region: HORS }
          : {}),
      ...lieuDecrit(appel, q.get(CHAMP.lieu)),
    },
  }
}

/** A commune or an EPCI that the call names, or none of these; nothing when it was not said. */
function lieuDecrit({ territoire: { communes, epci } }: Appel, choisi: string | null) {
  if (communes.some(c => c.code === choisi)) return { commune: choisi! }
  if (epci.some(e => e.siren === choisi)) return { epci: choisi! }
  return choisi === HORS ? { commune: HORS, epci: HORS } : {}
}

/** Value of the choice « Un autre département »: no code of département or region, so never in the territory. */
const HORS = 'autre'
