import { aRole, type ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { type Ctx, ctxActeur } from '../../../http.ts'
import { dateCivile, debutDuJour, joursEntre } from '../../../lib/dates.ts'
import { de, majuscule, pluriel, sansAccents } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { appelsPublies } from '../../appels/index.ts'
import type { Appel } from '../../cahier/index.ts'
import { type DeclarationAttendue, declarationsAttendues } from '../../comite/index.ts'
import { A_TRANCHER } from '../../constats/index.ts'
import { finsProches } from '../../delegations/index.ts'
import { instruit, lecteurDe, libellePerimetre, ouvreAppel, perimetres } from '../../perimetre/index.ts'
import { attendSignature } from '../../signatures/index.ts'
import { type Relecture, relecturesAttendues } from '../../studio/index.ts'
import { aFaire } from '../a-faire.ts'
import { datesDe } from '../boite/calendrier.ts'
import { verdictsDe } from '../boite/lignes.ts'
import { adresse, ecrireFiltre, type Filtre, SANS_FILTRE, type Suite } from '../liste/filtres.ts'
import { A_TRAITER } from '../liste/liste.mots.ts'
import { type LigneInstruction, lireListe } from '../liste/liste.queries.ts'
import { reglesDe } from '../liste/noms.ts'
import { duParJour } from './agenda/agenda.queries.ts'
import { aTraiterParAppel, type BilansALire, bilansALire, messagesNonLus } from './journee.queries.ts'
import { type Charge, chargeParJour, motUrgence, URGENCES, type Urgence, urgenceDe } from './journee.rules.ts'

/** Acts shown: beyond, the list of dossiers. */
const ACTES_MAX = 40
const MESSAGES_MAX = 4
/** Dossiers among which the latest messages are looked for. */
const PARMI = 50
const AGENDA_MAX = 8
const APPELS_MAX = 12

/** One thing that somebody has to do about a dossier: why, until when, and the button that leads there. */
export type Acte = {
  id: string
  href: string
  quoi: string
  pourquoi: string
  porteur: string
  numero: string
  quand: string
  echeance: Date | null
  /** Whole days since it was due. */
  retardJ: number | undefined
  lien: { libelle: string; href: string } | undefined
  acte: { libelle: string; action: string } | undefined
}
/** A day that matters; `cle` tells it from the others, and stays. */
export type Evenement = { cle: string; quand: Date; quoi: string; ou: string }
export type Journee = {
  instant: Date
  perimetre: string
  /** What waits for this person, by how soon it is due; `total` and `enRetard` count what is not shown too. */
  groupes: { urgence: Urgence; actes: Acte[] }[]
  total: number
  enRetard: number
  file: string
  /** Dossiers that have come in and that nobody has taken. */
  arrives: { nombre: number; aide: number; href: string } | undefined
  bilans: BilansALire | undefined
  /** Decisions that wait for this person's signature. Cents. */
  aSigner: { nombre: number; montant: number }
  /** Calls that this person was asked to read before they are published. */
  relectures: Relecture[]
  /** Séances whose dossiers open once this person has declared their interests. */
  interets: DeclarationAttendue[]
  messages: { href: string; porteur: string; numero: string; texte: string; le: Date }[]
  nonLus: { nombre: number; href: string }
  agenda: Evenement[]
  charge: Charge
  attends: { libelle: string; href: string }[]
  appels: { titre: string; href: string; aTraiter: number; ensuite: string | undefined }[]
}

const filtre = (f: Partial<Filtre>): Filtre => ({ ...SANS_FILTRE, ...f })
const MIENS = filtre({ suite: [...A_TRAITER], affecte: 'moi', tri: 'echeance', sens: 'asc' })
const ARRIVES = filtre({ suite: ['prendre'], affecte: 'personne' })
const NON_LUS = filtre({ messages: 'non_lus' })
const REPONSES = filtre({ suite: ['attendre'], affecte: 'moi' })
const AVIS = filtre({ avis: 'attendus', affecte: 'moi' })

/** What is asked of somebody in their own name, whether they instruct or not. */
export const lireAttendus = async (tx: Tx, ctx: ContexteActeur): Promise<Pick<Journee, 'aSigner' | 'relectures' | 'interets'>> => ({
  aSigner: await attendSignature(tx, ctx),
  relectures: await relecturesAttendues(tx, ctx.guichetId, ctx.acteur.compteId),
  interets: await declarationsAttendues(tx, ctx),
})

/** What waits for whoever reads, in their perimeter. A constant number of readings, whatever they hold. */
export async function lireJournee(tx: Tx, c: Ctx): Promise<Journee> {
  const ctx = ctxActeur(c)
  const { guichetId, instant } = ctx
  const [lecteur, publies] = await Promise.all([lecteurDe(tx, ctx), appelsPublies(tx, guichetId)])
  const siens = publies.filter(a => ouvreAppel(lecteur.perimetres, a.appelId))
  const lire = (f: Filtre, parPage: number) => lireListe(tx, lecteur, { filtre: f, instant, commun: undefined, parPage })
  // one after the other: each tells the planner how to read its own
  const miens = await lire(MIENS, ACTES_MAX)
  const arrives = await lire(ARRIVES, 1)
  const nonLus = await lire(NON_LUS, PARMI)
  const reponses = await lire(REPONSES, 1)
  const avis = await lire(AVIS, 1)
  const attendus = await lireAttendus(tx, ctx)
  const instructeur = instruit(ctx.acteur.roles)
  const [fins, parAppel, dus, bilans, messages] = await Promise.all([
    aRole(ctx.acteur, 'signataire') ? finsProches(tx, guichetId, ctx.acteur.compteId, instant) : [],
    aTraiterParAppel(tx, lecteur),
    duParJour(tx, lecteur, instant),
    instructeur ? bilansALire(tx, lecteur) : undefined,
    messagesNonLus(
      tx,
      lecteur,
      nonLus.page.lignes.map(l => l.dossier_id),
      MESSAGES_MAX,
    ),
  ])
  const actes = miens.page.lignes.map(l => enActe(l, { instant, appels: siens }))
  return {
    instant,
    perimetre: libellePerimetre(perimetres(ctx.acteur.roles), publies),
    groupes: URGENCES.map(urgence => ({ urgence, actes: actes.filter(a => urgenceDe(a.echeance, instant) === urgence) })).filter(
      g => g.actes.length > 0,
    ),
    total: miens.totaux.nombre,
    enRetard: miens.totaux.enRetard,
    file: adresse(MIENS),
    arrives:
      arrives.totaux.nombre > 0 && instructeur
        ? { nombre: arrives.totaux.nombre, aide: arrives.totaux.aide, href: `${adresse(ARRIVES, { cocher: 'liste' })}#liste` }
        : undefined,
    bilans,
    ...attendus,
    messages: messages.flatMap(m => {
      const l = nonLus.page.lignes.find(x => x.dossier_id === m.dossier_id)
      return l
        ? [{ href: paths.instruction.echanges(l.dossier_id), porteur: l.porteur, numero: l.numero, texte: m.texte, le: m.ecrit_le }]
        : []
    }),
    nonLus: { nombre: nonLus.totaux.nombre, href: adresse(NON_LUS) },
    agenda: evenementsDe(siens, lecteur.interims ?? [], instant, fins).slice(0, AGENDA_MAX),
    charge: chargeParJour(dus, miens.totaux.enRetard, instant),
    attends: [
      ...(reponses.totaux.nombre > 0
        ? [{ libelle: `${pluriel(reponses.totaux.nombre, 'dossier')} en attente d’une réponse`, href: adresse(REPONSES) }]
        : []),
      ...(avis.totaux.nombre > 0
        ? [{ libelle: `${pluriel(avis.totaux.nombre, 'dossier')} en attente d’un avis`, href: adresse(AVIS) }]
        : []),
    ],
    appels: siens.slice(0, APPELS_MAX).map(({ appelId, appel }) => {
      const [suivant] = aVenir(appel, instant)
      return {
        titre: appel.titre,
        href: adresse(filtre({ appel: appel.slug, suite: [...A_TRAITER], affecte: 'moi' })),
        aTraiter: parAppel.get(appelId) ?? 0,
        ensuite: suivant && `${suivant.libelle.toLowerCase()} le ${suivant.dit}`,
      }
    }),
  }
}

type Publie = { appelId: string; appel: Appel }
function enActe(l: Omit<LigneInstruction, 'cle'>, { instant, appels }: { instant: Date; appels: readonly Publie[] }): Acte {
  const appel = appels.find(a => a.appelId === l.appel_id)?.appel
  const regles = reglesDe(appel ? [appel] : [])
  const trancher = verdictsDe(l).filter(v => A_TRANCHER.has(v.resultat))
  const suite = l.suite as Suite
  const { quoi, lien, acte } = aFaire({
    id: l.dossier_id,
    suite,
    etat: l.etat,
    aTrancher: trancher.length,
    pointsRecus: l.points_recus,
    pointsAttendus: l.points_attendus,
    complementAvant: l.complement_avant ?? undefined,
    enRetard: l.complement_avant !== null && instant > l.complement_avant,
    preselection: appel?.second && paths.instruction.preselection(appel.slug),
    releve: undefined,
    echeance: l.echeance ?? undefined,
  })
  const avecFile = (href: string) => paths.instruction.avecListe(href, ecrireFiltre(MIENS).toString())
  const titres = suite === 'verifier' ? trancher.map(v => regles.get(v.regle)?.titre ?? v.regle) : []
  return {
    id: l.dossier_id,
    href: avecFile(paths.instruction.dossier(l.dossier_id)),
    quoi: majuscule(quoi),
    pourquoi: titres.slice(0, 3).join(', ') || l.titre,
    porteur: l.porteur,
    numero: l.numero,
    quand: motUrgence(l.echeance, instant),
    echeance: l.echeance,
    retardJ: l.echeance && l.echeance < instant ? joursEntre(l.echeance, instant) : undefined,
    lien: lien && { libelle: lien.libelle, href: avecFile(lien.href) },
    acte,
  }
}

const aVenir = (appel: Appel, instant: Date) => datesDe(appel, instant).filter(d => d.quand >= instant)

const enRepere = (libelle: string) => sansAccents(libelle).replaceAll(/[^a-z]+/g, '-')
type FinDelegation = { id: string; au: string; arreteNumero: string }
/** What comes, the soonest first: the days of the calls, the end of what one holds for somebody else, of what one gave or received to sign. */
export function evenementsDe(
  appels: readonly Publie[],
  interims: readonly { nom: string; au: Date }[],
  instant: Date,
  fins: readonly FinDelegation[] = [],
): Evenement[] {
  const dates = [
    ...appels.flatMap(({ appel }) =>
      aVenir(appel, instant).map(d => ({
        cle: `${appel.slug}-${enRepere(d.libelle)}-${dateCivile(d.quand)}`,
        quand: d.quand,
        quoi: d.libelle,
        ou: appel.titre,
      })),
    ),
    ...interims.map((i, n) => ({
      cle: `interim-${n}-${dateCivile(i.au)}`,
      quand: new Date(i.au.getTime() - 1),
      quoi: 'Fin d’un intérim',
      ou: `Les dossiers ${de(i.nom)} quittent votre liste`,
    })),
  ]
  const delegations = fins.map(d => ({
    cle: `delegation-${d.id}-${d.au}`,
    quand: new Date(debutDuJour(Temporal.PlainDate.from(d.au).add({ days: 1 }).toString()).getTime() - 1),
    quoi: 'Fin d’une délégation de signature',
    ou: `Arrêté n°\u00a0${d.arreteNumero}`,
  }))
  return [...dates, ...delegations].sort((a, b) => a.quand.getTime() - b.quand.getTime())
}
