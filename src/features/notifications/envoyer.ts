import { sql } from 'kysely'
import { type Contexte, enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { Deps } from '../../http.ts'
import { formatEuros } from '../../lib/euros.ts'
import { paths } from '../../paths.ts'
import { ecrireCourriel } from '../courriels/index.ts'
import { verrous } from '../decisions/index.ts'
import { noterDelai } from '../delais/index.ts'
import { creerDocuments, type Documents } from '../documents/index.ts'
import { journaliser } from '../journal/index.ts'
import { type Garde, garderScelle, inscrireSceau } from '../sceaux/index.ts'
import { listerMembres } from '../structures/index.ts'
import { arretes, ouvrirSuivi } from '../suivi/index.ts'
import { confirmerAvenants } from './confirmer-avenants.ts'
import { type LettreLue, lettreNotifiee, type SensNotifie } from './porteur/lettre.queries.ts'

/** Letters drawn at once: one a thread. */
const TRAVAILLEURS = 2

type Outils = Pick<Deps, 'config' | 'db' | 'guichetId' | 'horloge' | 'sceau' | 'stockage'>

/**
 * Job: prepares the letters of amendments signed since, then draws each letter that was asked for, keeps its bytes, then in one transaction seals it, tells the structure and changes the state of the
 * dossier. Stopped anywhere, a letter is sent once: bytes that no letter names are cleaned later.
 */
export async function jouerEnvois(d: Outils): Promise<void> {
  await confirmerAvenants(d)
  const documents = creerDocuments({ travailleurs: TRAVAILLEURS })
  try {
    const ids = await enTransaction(d, tx => demandees(tx, d.guichetId))
    let suivante = 0
    const travailler = async () => {
      for (let id = ids[suivante++]; id !== undefined; id = ids[suivante++]) await envoyer(d, documents, id)
    }
    await Promise.all(Array.from({ length: TRAVAILLEURS }, travailler))
  } finally {
    await documents.fermer()
  }
}

async function demandees(tx: Tx, guichetId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select n.id from notification n where n.guichet_id = ${guichetId} and n.demandee_le is not null and n.envoyee_le is null
      and not exists (select from decision r where r.remplace_id = n.decision_id) order by n.id`.execute(tx)
  return rows.map(r => r.id)
}

async function envoyer(d: Outils, documents: Documents, id: string) {
  const lue = await enTransaction(d, tx => lettreNotifiee(tx, d.guichetId, id))
  if (!lue || lue.envoyeeLe) return
  const instant = d.horloge.maintenant()
  const pdf = await documents.rendrePdf('notification', { ...lue.lettre, etabliLe: instant }, { norme: 'UA-1' })
  const garde = await garderScelle(d, instant, pdf)
  const arrete = await enTransaction(d, tx => arreteDe(tx, d.guichetId, id))
  const joint = arrete && { arrete, imprime: await arretes.imprimer(d, arrete) }
  await enTransaction(d, tx => sceller(tx, { db: d.db, guichetId: d.guichetId, acteur: null, instant }, lue, garde, joint))
}

/** The arrêté that was signed with the decision: it leaves with the letter to the bearer. */
async function arreteDe(tx: Tx, guichetId: string, id: string): Promise<ArreteSigne | undefined> {
  const { rows } = await sql<Omit<ArreteSigne, keyof ArreteEcrit> & { acte: ArreteEcrit }>`
    select s.contenu -> 'acte' as acte, s.dossier_id as "dossierId", s.decision_id as "decisionId", s.signee_le as "signeLe", s.compte_id as par,
      s.signataire_id as "signataireId", s.delegation_id as "delegationId"
    from notification n join confirmation c on c.decision_id = n.decision_id join signature_decision s on s.id = c.signature_decision_id
    join dossier o on o.id = n.dossier_id and o.structure_id = n.structure_id
    where n.guichet_id = ${guichetId} and n.id = ${id} and s.contenu -> 'acte' is not null and not exists (select from acte a where a.id = s.presentation_id)`.execute(
    tx,
  )
  const [l] = rows
  if (!l) return undefined
  const { acte, ...reste } = l
  return { ...reste, ...acte }
}
type ArreteEcrit = Awaited<ReturnType<typeof arretes.ecrire>>
type ArreteSigne = Parameters<typeof arretes.imprimer>[1]
type ArreteImprime = Awaited<ReturnType<typeof arretes.imprimer>>
type Joint = { arrete: ArreteSigne; imprime: ArreteImprime }

const ETATS: Record<SensNotifie, string> = {
  retenu: 'retenu',
  partiel: 'retenu',
  liste_complementaire: 'liste_complementaire',
  non_retenu: 'non_retenu',
  sans_suite: 'sans_suite',
}

async function sceller(tx: Tx, ctx: Contexte, l: LettreLue, fichier: Garde, joint: Joint | undefined) {
  // whoever decides again at the same instant comes first, and the letter stays, or comes after, and is told that it has left
  await verrous.dossier(tx, ctx.guichetId, l.dossierId)
  const { rows } = await sql<{ porteur: boolean; demandee_par: string }>`
    update notification n set envoyee_le = ${ctx.instant}, cle = ${fichier.cle}, sha256 = ${fichier.sha256} from dossier o
    where n.id = ${l.id} and n.guichet_id = ${ctx.guichetId} and o.id = n.dossier_id and n.envoyee_le is null and o.etat not in ('retire', 'renonce')
      and not exists (select from decision r where r.remplace_id = n.decision_id)
    returning o.structure_id = n.structure_id as porteur, n.demandee_par`.execute(tx)
  const [envoyee] = rows
  if (!envoyee) return
  await inscrireSceau(tx, ctx, { nature: 'lettre', objetId: l.id, dossierId: l.dossierId, numero: l.lettre.numero }, fichier)
  if (envoyee.porteur)
    await tx
      .updateTable('dossier')
      .set({ etat: ETATS[l.sens], modifie_le: ctx.instant })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', l.dossierId)
      .execute()
  if (envoyee.porteur) {
    await noterDelai(tx, ctx, l.dossierId)
    await ouvrirSuivi(tx, ctx, l.dossierId)
    if (joint) await arretes.inscrire(tx, ctx, joint.arrete, joint.imprime)
  }
  await prevenir(tx, ctx, l)
  const faits = { notification: l.id, sens: l.sens, sha256: fichier.sha256, demandee_par: envoyee.demandee_par }
  await journaliser(tx, ctx, 'notification.envoyee', l.dossierId, faits)
}

/** What one wants to know before the mail is opened: the result and, where there is one, the amount, which is a maximum. */
const SUJETS: Record<LettreLue['sens'], (l: LettreLue) => string> = {
  retenu: l => `Jusqu’à ${formatEuros(l.montant)} pour le dossier ${l.lettre.numero}`,
  partiel: l => `Jusqu’à ${formatEuros(l.montant)} pour le dossier ${l.lettre.numero}, retenu en partie`,
  liste_complementaire: l =>
    `Le dossier ${l.lettre.numero} est sur la liste complémentaire${l.rang === null ? '' : `, au rang\u00a0${l.rang}`}`,
  non_retenu: l => `Le dossier ${l.lettre.numero} n’est pas retenu`,
  sans_suite: l => `Le dossier ${l.lettre.numero} est classé sans suite`,
}
const sujetDe = (l: LettreLue) => SUJETS[l.sens](l)

/** Everybody of the structure, each once; the mail says the result and the amount, the letter the rest. */
async function prevenir(tx: Tx, ctx: Contexte, l: LettreLue) {
  const { id, dossierId, structureId, remplaceId, lettre } = l
  const membres = (await listerMembres(tx, ctx.guichetId, structureId)).filter(m => m.etat === 'active')
  for (const m of membres)
    await ecrireCourriel(tx, ctx, {
      cle: `notification-${id}-${m.compteId}`,
      destinataire: m.courriel,
      sujet: sujetDe(l),
      phrases: [
        `${remplaceId ? 'Une nouvelle décision remplace la précédente' : 'Une décision est prise'} sur le dossier ${lettre.numero}, «\u00a0${lettre.titre}\u00a0» (${lettre.structure}).`,
        'La lettre est dans votre espace, avec les voies de recours s’il y en a.',
      ],
      signe: lettre.emetteur.service,
      lien: paths.dossiers.voir(dossierId),
      dossierId,
    })
}
