import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { dateCivile } from '../../../lib/dates.ts'
import { idDe } from '../../../lib/empreintes.ts'
import { saisieEuros } from '../../../lib/euros.ts'
import { decisionEnVigueur } from '../../enveloppes/index.ts'
import { direEntreprises } from '../../structures/index.ts'
import {
  type CommandeLue,
  constaterVersement,
  deposerBilan,
  deposerSigne,
  etablirActe,
  importerCommandes,
  jugerBilan,
  ordonnerVersement,
  tenirSuivi,
} from '../../suivi/index.ts'
import type { DossierInvente } from '../jeu.ts'
import { pieceInventee } from '../pieces-inventees.ts'
import { acteASigner, laureatsSuivis, lignesDuPlan, premierBilan, versementsOrdonnes } from '../suite.queries.ts'
import { dossiersConnus, instructeurDe, persona, porteurDe, type Scene, tenter } from './scene.ts'

type Laureat = { id: string; rang: number; porteur: string; dossier: DossierInvente }

/** The lauréats of the file, in the order of their numbers. */
async function laureats(s: Scene): Promise<Laureat[]> {
  const connus = await dossiersConnus(s)
  const suivis = await enTransaction(s.d, tx => laureatsSuivis(tx, s.d.guichetId))
  return suivis.flatMap(({ id, porteur }, rang) => {
    const dossier = connus.get(id)
    return dossier ? [{ id, rang, porteur, dossier }] : []
  })
}
const service = (s: Scene, l: Laureat, instant: Date) => persona(s, instructeurDe(s, l.dossier), instant)

/** Every act is established; all but a few come back signed. */
export async function etablirActes(s: Scene) {
  const { suivi } = s.suite
  for (const l of await laureats(s))
    await tenter(
      s,
      `établir l’acte (${l.porteur})`,
      etablirActe(service(s, l, suivi.actes), s.d, { dossierId: l.id, duree: String(suivi.duree_mois) }),
    )
  for (const l of (await laureats(s)).filter(x => !suivi.sans_signature.includes(x.dossier.structure))) {
    const acte = await enTransaction(s.d, tx => acteASigner(tx, s.d.guichetId, l.id))
    if (!acte) continue
    const { dossier } = l
    const instant = suivi.signatures
    const intitule = `Acte n°\u00a0${acte.numero}, exemplaire signé`
    const fichier = await pieceInventee(s.d, { code: 'acte-signe', intitule, structure: dossier.structure, dossier, instant })
    const signeLe = dateCivile(instant)
    await tenter(
      s,
      `déposer l’acte signé (${l.porteur})`,
      deposerSigne(service(s, l, instant), { dossierId: l.id, acteId: acte.id, signeLe, fichier }),
    )
  }
}

/** The advances are ordered, then said to be paid. */
export async function verserAvances(s: Scene) {
  const { suivi } = s.suite
  for (const l of (await laureats(s)).filter(x => !suivi.sans_signature.includes(x.dossier.structure))) {
    const decision = await enTransaction(s.d, tx => decisionEnVigueur(tx, s.d.guichetId, l.id))
    const montant = saisieEuros(Math.floor(((decision?.montant ?? 0) * suivi.avance_pourcent) / 100))
    const saisie = { montant, coutReel: '', autresAides: '', ej: '', dp: '' }
    const demande = { dossierId: l.id, nature: 'avance' as const, saisie, cle: idDe(`avance-${l.id}`) }
    await tenter(s, `ordonner l’avance (${l.porteur})`, ordonnerVersement(service(s, l, suivi.avances), demande))
    const verseLe = dateCivile(suivi.paiements)
    for (const v of await enTransaction(s.d, tx => versementsOrdonnes(tx, s.d.guichetId, l.id)))
      await tenter(
        s,
        `constater le paiement (${l.porteur})`,
        constaterVersement(service(s, l, suivi.paiements), { dossierId: l.id, versementId: v.id, verseLe }),
      )
  }
}

/** A week before the first bilans are due everybody is reminded; then most of them come, with their orders. */
export async function recevoirBilans(s: Scene) {
  const { suivi } = s.suite
  await tenirSuivi(s.d, suivi.rappels)
  const dites = suivi.entreprises.map(({ nom, siret, categorie }) => ({ siren: siret.slice(0, 9), nom, categorie, diffusion: 'O' }))
  await enTransaction(s.d, tx => direEntreprises(tx, dites, suivi.depots))
  for (const l of (await laureats(s)).filter(x => !suivi.sans_bilan.includes(x.dossier.structure))) {
    const bilan = await enTransaction(s.d, tx => premierBilan(tx, s.d.guichetId, l.id))
    if (bilan?.etat !== 'a_deposer') continue
    const ctx = await porteurDe(s, l.dossier, suivi.depots)
    const cle = { dossierId: l.id, bilanId: bilan.id }
    if (suivi.rien_de_nouveau.includes(l.dossier.structure)) {
      await tenter(s, `déposer le bilan (${l.porteur})`, deposerBilan(ctx, { ...cle, rien: true }))
      continue
    }
    await tenter(
      s,
      `importer les commandes (${l.porteur})`,
      importerCommandes(ctx, { ...cle, commandes: await commandesDe(s, l, ctx), cle: 'demonstration', relue: 'garder' }),
    )
    const difficultes = suivi.difficultes[l.dossier.structure] ?? ''
    const envoi = { champs: { difficultes }, base: undefined, page: undefined, choix: {} }
    await tenter(s, `déposer le bilan (${l.porteur})`, deposerBilan(ctx, { ...cle, envoi }))
  }
}

/** Natures that no company is paid for. */
const SANS_ENTREPRISE = ['personnel', 'fonctionnement']
/** The part of a line of the plan that is ordered in the first weeks, in hundredths. */
const partCommandee = (rang: number) => 8 + ((rang * 7) % 23)

async function commandesDe(s: Scene, l: Laureat, ctx: ContexteActeur): Promise<CommandeLue[]> {
  const { entreprises, commandes_le: date } = s.suite.suivi
  const lignes = await enTransaction(ctx, tx => lignesDuPlan(tx, ctx.guichetId, l.id))
  return lignes
    .filter(x => !SANS_ENTREPRISE.includes(x.nature))
    .slice(0, 1 + (l.rang % 3))
    .map((x, k) => {
      const { nom, siret, departement } = entreprises[(l.rang + k * 2) % entreprises.length]!
      const ht = Math.floor((x.ht * partCommandee(l.rang + k)) / 100)
      const ttc = Math.round(ht * 1.2)
      const de = { siret, pays: 'FR', entreprise: nom, departement }
      return { ...de, objet: x.libelle, ht, ttc, date, lotId: null, depenseId: x.id }
    })
}

/** The service reads the bilans: most are accepted, some are sent back, some still wait. */
export async function lireBilans(s: Scene) {
  const { suivi } = s.suite
  for (const l of (await laureats(s)).filter(x => !suivi.a_lire.includes(x.dossier.structure))) {
    const bilan = await enTransaction(s.d, tx => premierBilan(tx, s.d.guichetId, l.id))
    if (bilan?.etat !== 'depose' || bilan.depot === null) continue
    const remarque = suivi.renvois.find(x => x.structure === l.dossier.structure)?.remarque ?? ''
    const lecture = { bilanId: bilan.id, depot: bilan.depot, sens: remarque ? ('renvoye' as const) : ('accepte' as const), remarque }
    await tenter(s, `lire le bilan (${l.porteur})`, jugerBilan(service(s, l, suivi.lectures), lecture))
  }
}
