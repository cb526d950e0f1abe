import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { parseEuros, saisieEuros } from '../../../lib/euros.ts'
import { type AppelPublie, appelPublie } from '../../appels/index.ts'
import { engager, envoyerDues } from '../../bureau/index.ts'
import {
  cloreSeance,
  creerSeance,
  deciderDossier,
  declarerInterets,
  dossiersInscriptibles,
  etablirProcesVerbal,
  figerProcesVerbal,
  finaliserGrille,
  manquants,
  ouvrirSeance,
  pointerPresences,
  type Seance,
  signerProcesVerbal,
  trouverSeance,
  versionsDe,
} from '../../comite/index.ts'
import { plafondDe, plafondsDe, type SaisieDecision } from '../../decisions/index.ts'
import { deposerDossier } from '../../depot/index.ts'
import { releverVagues } from '../../instruction/index.ts'
import { confirmerDecisions, decisionsANotifier, jouerEnvois } from '../../notifications/index.ts'
import { lireDocument, noterLecture, presenteesPour, presenter, signer } from '../../signatures/index.ts'
import { direRefus, jouerActes, jouerGestes } from '../actes-inventes.ts'
import type { DossierInvente } from '../jeu.ts'
import { seancesDecidees, seancesEnCours } from '../suite.queries.ts'
import { dossiersConnus, persona, porteurDe, rapportDe, type Scene, tenter } from './scene.ts'

const appelDe = async ({ d, jeu }: Scene): Promise<AppelPublie> => {
  const publie = await enTransaction(d, tx => appelPublie(tx, d.guichetId, jeu.slug))
  if (!publie) throw new Error('demonstration: no call is published')
  return publie
}

/** Drafts that were ready are filed if nobody has, then every dossier is instructed. */
export async function instruire(s: Scene) {
  const { appel } = await appelDe(s)
  const engagements = appel.engagements.map(e => e.code)
  const connus = [...(await dossiersConnus(s))]
  const tardifs = s.suite.depots.flatMap(x => {
    const trouve = connus.find(([, dossier]) => dossier.structure === x.structure && !dossier.depose)
    return trouve ? [{ ...x, id: trouve[0], dossier: trouve[1] }] : []
  })
  for (const x of tardifs)
    await tenter(
      s,
      `déposer le dossier (${x.structure})`,
      deposerDossier(await porteurDe(s, x.dossier, x.depose), { dossierId: x.id, engagements }),
    )
  const instant = s.suite.comite.convoque
  for (const r of await jouerActes(s.d, s.jeu, instant)) s.refus.push({ quoi: direRefus(r), erreur: r.erreur })
  const gestes = tardifs.flatMap(({ dossier, instruction }) => instruction.map(geste => ({ dossier, geste })))
  // those whose relevé was done before they were filed
  await releverVagues(s.d, gestes[0]?.geste.le ?? instant)
  for (const r of await jouerGestes(s.d, gestes, s.personas)) s.refus.push({ quoi: direRefus(r), erreur: r.erreur })
}

/**
 * A comité is called for the dossiers that no séance holds; then, in each séance that is not closed, its members say their interests and score. What
 * somebody has said or scored there stays as it is.
 */
export async function noter(s: Scene) {
  const { comite } = s.suite
  const publie = await appelDe(s)
  const admin = persona(s, comite.par, comite.convoque)
  const libres = await enTransaction(admin, tx => dossiersInscriptibles(tx, s.d.guichetId, publie.appelId, null))
  if (libres.length > 0) {
    const sieges = comite.membres.map(m => persona(s, m, comite.convoque).acteur.compteId)
    const preparation = { tenueLe: comite.tenu, lieu: comite.lieu, sieges, dossiers: libres.map(x => x.id) }
    await tenter(s, 'convoquer le comité', creerSeance(admin, publie.appel.slug, preparation))
  }
  const connus = await dossiersConnus(s)
  for (const { id } of await seances(s)) {
    for (const [n, membre] of comite.membres.entries()) {
      const ctx = persona(s, membre, comite.note)
      const lue = await enTransaction(ctx, tx => trouverSeance(tx, ctx, id))
      if (!lue?.moi) continue
      const interets = Object.fromEntries(lue.agenda.map(x => [x.id, { declare: 'aucun' as const, motif: '' }]))
      await tenter(s, `dire les intérêts (${ctx.acteur.nom})`, declarerInterets(ctx, id, interets))
      for (const [k, { id: dossierId, etat, titre }] of lue.agenda.entries()) {
        if (etat !== 'au_comite') continue
        const corps = notesDe(s, publie, connus.get(dossierId), n + k)
        await tenter(s, `noter (${titre}, ${ctx.acteur.nom})`, finaliserGrille(ctx, { seanceId: id, dossierId, corps }))
      }
    }
  }
}

/** The séances that are not closed, whoever called them, as the administratrice reads them. */
async function seances(s: Scene): Promise<Seance[]> {
  const { comite } = s.suite
  const admin = persona(s, comite.par, comite.tenu)
  return enTransaction(admin, async tx => {
    const lues: Seance[] = []
    for (const id of await seancesEnCours(tx, s.d.guichetId)) {
      const lue = await trouverSeance(tx, admin, id)
      if (lue) lues.push(lue)
    }
    return lues
  })
}

const PRIORITES = { oui: 3, en_partie: 2, non: 1 }
/** What a member gives: what the report says of each criterion, and now and then a step less, or more. */
function notesDe(s: Scene, { appel }: AppelPublie, dossier: DossierInvente | undefined, rang: number): Record<string, string> {
  const rapport = dossier && rapportDe(s, dossier)
  const { min, max } = appel.criteres.echelle
  const ecart = (i: number) => [0, 0, -1, 0, 1, 0, 0][(rang * 3 + i * 2) % 7]!
  const borne = (note: number, i: number) => String(Math.min(max, Math.max(min, note + ecart(i))))
  const criteres = appel.criteres.liste.map((c, i) => {
    const dit = rapport?.criteres[c.code] ?? 2
    return [`note-${c.code}`, dit === 'sans_objet' ? dit : borne(dit, i)]
  })
  const priorites = appel.priorites.map((_, i) => [`note-priorite_${i + 1}`, borne(PRIORITES[rapport?.priorites[i] ?? 'en_partie'], i + 3)])
  return Object.fromEntries([...criteres, ...priorites])
}

/** Each séance that has dossiers to examine: everybody is there, each dossier that is not decided is, the séance is closed. */
export async function decider(s: Scene) {
  for (const lue of await seances(s)) if (lue.agenda.some(x => x.etat === 'au_comite') || lue.etat === 'ouverte') await tenir(s, lue)
}

async function tenir(s: Scene, lue: Seance) {
  const { comite } = s.suite
  const admin = persona(s, comite.par, comite.tenu)
  await tenter(s, 'ouvrir la séance', ouvrirSeance(admin, lue.id))
  await tenter(s, 'noter les présences', pointerPresences(admin, lue.id, presencesDe(lue)))
  const connus = await dossiersConnus(s)
  for (const inscrit of lue.agenda.filter(x => x.etat === 'au_comite')) {
    const saisie = await decisionDe(s, inscrit.id, connus.get(inscrit.id))
    await tenter(s, `décider (${inscrit.titre})`, deciderDossier(admin, { seanceId: lue.id, dossierId: inscrit.id, saisie, vue: '' }))
  }
  await tenter(s, 'clore la séance', cloreSeance(persona(s, comite.par, comite.clos), lue.id))
}

/** Whoever is not said to be away is there; when too few are left to decide, everybody comes. */
function presencesDe({ membres, quorum, presidentId }: Seance) {
  const dites = membres.map(m => [m.id, m.presence ?? ('present' as const)] as const)
  const presents = dites.filter(([, p]) => p === 'present').map(([id]) => id)
  const suffit = presents.length >= Math.max(quorum, 1)
  const president = presents.find(id => id === presidentId) ?? presents[0] ?? membres[0]?.id ?? null
  return { presences: Object.fromEntries(suffit ? dites : membres.map(m => [m.id, 'present' as const])), pouvoirs: {}, president }
}

/** What the file says of this dossier, else what its report proposes, within the rules. */
async function decisionDe(s: Scene, dossierId: string, dossier: DossierInvente | undefined): Promise<SaisieDecision> {
  const dit = s.suite.comite.decisions.find(x => x.structure === dossier?.structure)
  const { sens, rang, motif = '', conditions = '' } = dit ?? {}
  const vide = { montant: '', rang: '', motif: '', conditions: '', conclusion: '' }
  if (sens) return { ...vide, sens, motif, rang: rang ? String(rang) : '' }
  const plafond = plafondDe(await enTransaction(s.d, tx => plafondsDe(tx, s.d.guichetId, dossierId)))
  const propose = parseEuros(String((dossier && rapportDe(s, dossier)?.montant) ?? ''))
  const montant = propose.ok && propose.value > 0 ? Math.min(propose.value, plafond) : plafond
  return { ...vide, sens: montant < plafond ? 'partiel' : 'retenu', montant: saisieEuros(montant), conditions }
}

/** Minutes before the letters at which each step that opens them is played. */
const AVANT = { figer: 60, presenter: 45, signer: 30, engager: 5 } as const
const lAvant = (s: Scene, pas: keyof typeof AVANT) => new Date(s.suite.comite.lettres.getTime() - AVANT[pas] * 60_000)

/** Whatever was decided, here or by the visitor, is signed by the prefect, engaged, and told by letter. */
export async function notifier(s: Scene) {
  const { par, lettres } = s.suite.comite
  const { appelId, appel } = await appelDe(s)
  const admin = persona(s, par, lettres)
  for (const id of await enTransaction(admin, tx => seancesDecidees(tx, s.d.guichetId, appelId))) await figer(s, id)
  const decisions = await enTransaction(admin, tx => decisionsANotifier(tx, s.d.guichetId, appelId, admin.acteur.compteId))
  const aConfirmer = decisions.filter(x => x.confirmeeLe === null && !x.enConflit).map(x => x.decisionId)
  const signataire = s.jeu.personas.find(p => p.signature?.autorite)
  if (aConfirmer.length > 0 && !signataire)
    await tenter(s, 'confirmer les décisions', confirmerDecisions(admin, s.d.config, appelId, aConfirmer))
  if (aConfirmer.length > 0 && signataire) {
    // their acts come back as scans later, as they did that year
    const demande = { appelId, appel, decisions: aConfirmer, avecActe: false }
    await tenter(s, 'présenter à la signature', presenter(persona(s, par, lAvant(s, 'presenter')), demande))
    await signerTout(s, persona(s, signataire.id, lAvant(s, 'signer')), appelId)
    const aides = decisions.filter(x => x.montant > 0 && aConfirmer.includes(x.decisionId))
    const colle = aides.map((x, i) => `${x.numero};${2_103_481_200 + i * 7}`).join('\n')
    if (colle !== '') await tenter(s, 'écrire les engagements', engager(persona(s, par, lAvant(s, 'engager')), { appelId, colle }))
  }
  await tenter(s, 'envoyer les lettres', envoyerDues(admin, { appelId, slug: appel.slug }))
  await jouerEnvois(s.d)
}

/** The prefect reads each document to its end, then signs them all. */
async function signerTout(s: Scene, prefet: ContexteActeur, appelId: string) {
  const { compteId } = prefet.acteur
  const attendues = await enTransaction(prefet, tx => presenteesPour(tx, s.d.guichetId, { appels: [appelId], compteId }))
  for (const p of attendues) {
    const document = await lireDocument(prefet, s.d, p.id)
    const lecture = { presentationId: p.id, empreinte: document?.empreinte ?? '' }
    await tenter(s, `lire avant de signer (${p.porteur})`, noterLecture(prefet, s.d, lecture))
  }
  const ids = attendues.map(p => p.id)
  await tenter(s, 'signer les décisions', signer(prefet, s.d, ids))
}

/** Letters wait for the procès-verbal: whoever was there signs it, and it is frozen, with a word for a signature that does not come. */
async function figer(s: Scene, id: string) {
  const admin = persona(s, s.suite.comite.par, lAvant(s, 'figer'))
  const lire = async () => (await enTransaction(admin, tx => trouverSeance(tx, admin, id)))!
  if ((await lire()).etat === 'ouverte') await tenter(s, 'clore la séance', cloreSeance(admin, id))
  const derniere = async () => (await enTransaction(admin, tx => versionsDe(tx, s.d.guichetId, id)))[0]
  if ((await derniere())?.figeLe) return
  await tenter(s, 'établir le procès-verbal', etablirProcesVerbal(admin, id))
  const v = await derniere()
  if (!v) return
  const version = String(v.version)
  const personas = [...s.personas].map(([nom, acteur]) => ({ nom, id: acteur.compteId }))
  for (const m of manquants(await lire(), v)) {
    const signataire = personas.find(p => p.id === m.compteId)
    if (!signataire) continue
    const ctx = persona(s, signataire.nom, lAvant(s, 'figer'))
    await tenter(s, `signature de ${signataire.nom}`, signerProcesVerbal(ctx, id, { version, reserve: '' }))
  }
  const motif = manquants(await lire(), (await derniere())!).length > 0 ? 'Une signature n’est pas venue avant l’envoi des lettres.' : ''
  await tenter(s, 'figer le procès-verbal', figerProcesVerbal(admin, s.d, { seanceId: id, version, motif }))
}
