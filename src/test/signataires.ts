import { acteurDuCompte } from '../features/comptes/index.ts'
import { lireDocument } from '../features/signatures/index.ts'
import { lireASigner } from '../features/signatures/lire-page.ts'
import { paths } from '../paths.ts'
import { ouvrirDecisions } from './decisions.ts'
import { lisible, SLUG } from './vico.ts'
import type { World } from './world.ts'

const { administration: a } = paths
export const PREFET = { prenom: 'Camille', nom: 'Exemple', qualite: 'le préfet de Corse', service: 'Préfecture de Corse' }
export const SECRETAIRE = { prenom: 'Dominique', nom: 'Modèle', qualite: 'la secrétaire générale', service: 'Secrétariat général' }
export const ARRETE = Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n')

/** An account that works in the guichet, without a call: somebody who may be designated. */
export const agent = (w: World, nom: string) =>
  w.compte({
    nom,
    courriel: `${nom.toLowerCase().replace(/[^a-z]+/g, '-')}-${Math.random().toString(36).slice(2)}@guichet.example`,
    roles: [{ role: 'lecteur', departements: [], volets: [], appels: [] }],
  })

/** Designates somebody by the page, as the administration does. */
export const nommer = (w: World, cookie: string, compteId: string, v: Record<string, string | string[]>, slug = SLUG) =>
  w.post(a.signataires(slug), { personne: compteId, ...v }, cookie)

/** The id of the office that an account holds. */
export const fonctionDe = async (w: World, compteId: string): Promise<string> =>
  (await w.owner.query('select id from signataire where compte_id = $1 and fin_le is null', [compteId])).rows[0]?.id

/** A delegation of the year of the founding call. */
export const EN_2021 = { arrete_le: '04/01/2021', publiee_le: '05/01/2021', du: '06/01/2021', au: '31/12/2021' }
/** A delegation as the form sends it: published on 5 March 2026, up to 23 000 € an act and 100 000 € in all, until the end of the year. */
export const delegation = (delegant: string, delegue: string, v: Record<string, string> = {}, fichier: Buffer | null = ARRETE) => {
  const form = new FormData()
  const champs = {
    ...{
      delegant,
      delegue,
      arrete_numero: 'R20-2026-03-03-001',
      arrete_le: '03/03/2026',
      recueil: 'RAA R20-2026-03',
      publiee_le: '05/03/2026',
    },
    ...{ nature_decision: 'oui', nature_acte: 'oui', plafond_acte: '23 000', plafond_total: '100 000', du: '06/03/2026', au: '31/12/2026' },
    ...v,
  }
  for (const [nom, valeur] of Object.entries(champs)) form.set(nom, valeur)
  if (fichier) form.set('fichier', new File([new Uint8Array(fichier)], 'arrêté.pdf', { type: 'application/pdf' }))
  return form
}
export const enregistrer = (w: World, cookie: string, form: FormData, slug = SLUG) => w.post(a.delegations(slug), form, cookie)

/** A prefect and a general secretary designated for a call, at the world's instant. */
export async function autorite(w: World, cookie: string, slug = SLUG) {
  const [prefet, secretaire] = [await agent(w, 'Préfet'), await agent(w, 'Secrétaire')]
  for (const [qui, mots] of [
    [prefet, { ...PREFET, en_propre: 'oui' }],
    [secretaire, SECRETAIRE],
  ] as const)
    if ((await nommer(w, cookie, qui.id, { ...mots, depuis: '01/01/2020' }, slug)).status !== 303) throw new Error('not designated')
  return {
    prefet: { ...prefet, fonction: await fonctionDe(w, prefet.id) },
    secretaire: { ...secretaire, fonction: await fonctionDe(w, secretaire.id) },
  }
}

/** Decisions of a comité that the prefect signs, and the general secretary once she has a delegation: the day after the comité. */
export async function ouvrirSignatures() {
  const m = await ouvrirDecisions()
  m.w.regler(APRES_LE_COMITE)
  return { m, qui: await autorite(m.w, m.admin.cookie) }
}
export const APRES_LE_COMITE = '2021-11-01T14:00:00'
/** What a page says, spaces of every kind as one. */
export const texteDe = async (r: Response | Promise<Response>) => (await lisible(await r)).replaceAll(/[\u00a0\u202f]/g, ' ')

type Personne = { id: string; cookie: string }
/** Puts decisions before whoever signs, as the service does. */
export const presenter = (w: World, cookie: string, decisions: readonly string[], o: { avecActe?: boolean; slug?: string } = {}) =>
  w.post(a.presentation(o.slug ?? SLUG), { decisions: [...decisions], ...(o.avecActe ? { avec_acte: 'oui' } : {}) }, cookie)

/** What waits for somebody's signature, as their page reads it; `acte`: the one that is open. */
export async function aSigner(w: World, qui: Personne, acte?: string) {
  const acteur = await w.auGuichet(tx => acteurDuCompte(tx, w.guichetId, qui.id))
  return lireASigner({ db: w.deps.db, guichetId: w.guichetId, acteur, instant: w.horloge.maintenant() }, w.deps, acte)
}

/** Reads these decisions to their end, or all that waits; gives what to sign. */
export async function lireTout(w: World, qui: Personne, decisions?: readonly string[]): Promise<string[]> {
  const { attendues } = await aSigner(w, qui)
  const voulues = attendues.filter(p => !p.refus && (!decisions || decisions.includes(p.decisionId)))
  const acteur = await w.auGuichet(tx => acteurDuCompte(tx, w.guichetId, qui.id))
  const ctx = { db: w.deps.db, guichetId: w.guichetId, acteur, instant: w.horloge.maintenant() }
  for (const p of voulues) {
    const document = await lireDocument(ctx, w.deps, p.id)
    if (!document) throw new Error(`${p.numero}: rien à lire`)
    const r = await w.post(paths.signatures.lecture(p.id), { empreinte: document.empreinte }, qui.cookie)
    if (r.status !== 303) throw new Error(`lecture: ${r.status}`)
  }
  return voulues.map(p => p.id)
}
export const signer = (w: World, qui: Personne, actes: readonly string[]) =>
  w.post(paths.signatures.signature, { actes: [...actes] }, qui.cookie)

/** Presented, read and signed; then ten minutes pass. */
export async function faireSigner(
  w: World,
  cookie: string,
  qui: Personne,
  decisions: readonly string[],
  o: { avecActe?: boolean; slug?: string } = {},
) {
  const presentees = await presenter(w, cookie, decisions, o)
  if (presentees.status !== 303) throw new Error(`présentation: ${presentees.status} ${await presentees.text()}`)
  const r = await signer(w, qui, await lireTout(w, qui, decisions))
  if (r.status !== 303) throw new Error(`signature: ${r.status} ${await r.text()}`)
  w.horloge.regler(new Date(w.horloge.maintenant().getTime() + 11 * 60_000))
}
/** Engagement numbers invented for every signed decision of a call. */
export async function engagerTout(w: World, cookie: string, slug = SLUG) {
  const { rows } = await w.owner.query(
    'select i.numero from signature_decision s join decision d on d.id = s.decision_id join instruction i on i.dossier_id = s.dossier_id where s.annulee_le is null and d.montant > 0 and not exists (select from engagement e where e.dossier_id = s.dossier_id) order by 1',
  )
  const depart = Number((await w.owner.query('select count(*)::int as n from engagement')).rows[0].n)
  const engagements = rows.map((l, i) => `${l.numero}\t21${String(depart + i).padStart(8, '0')}`).join('\n')
  return rows.length === 0 ? undefined : w.post(a.engagements(slug), { engagements }, cookie)
}
