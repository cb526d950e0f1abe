import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nouvelId, type Role } from '../../contexte.ts'
import { paths } from '../../paths.ts'
import { type MondeComite, ouvrirComite } from '../../test/comite.ts'
import { reponseEntiere } from '../../test/reponse-entiere.ts'
import { SLUG } from '../../test/vico.ts'
import { URL_TEST } from '../../test/world.ts'
import { jouerCalculs } from './index.ts'

/**
 * What the comité says of one dossier, planted where it is written, then looked for in every answer of every address of the product, as each person who may not
 * have it asks for them. An address that appears is asked too; one whose parameters are not known here fails.
 */
const montant = (euros: string) => new RegExp(`(?<![\\d,])(?<!\\d )${euros.replace(' ', ' ?')}(?![\\d]| \\d)`)
const SECRETS = {
  note: /REPERE-COMMENTAIRE|REPERE-AVIS/,
  moyenne: /(?<!\d)19,5 sur 30/,
  debat: /REPERE-DEBAT/,
  decision: new RegExp(`REPERE-CONDITION|REPERE-MOTIF|${montant('4 321').source}|432100`),
  scenario: new RegExp(`${montant('7 654').source}|765400`),
}
type Secret = keyof typeof SECRETS
const TOUT = Object.keys(SECRETS) as Secret[]
/** Scores of others, and what is made of them: closed to whoever has not finalised theirs. */
const NOTES: Secret[] = ['note', 'moyenne', 'scenario']

/** Who asks, and what they must not find anywhere. Nothing of all that leaves before the letters. */
const LECTEURS = {
  'un membre déporté de ce dossier': TOUT,
  'une administratrice, adjointe de la commune qui le porte': TOUT,
  'un référent qui siège, déporté de ce dossier': TOUT,
  'un membre qui n’a rien déclaré': TOUT,
  'un membre dont la note n’est pas finalisée': NOTES,
  'un membre d’une autre séance': TOUT,
  'le porteur': TOUT,
  'un référent': TOUT,
  'un lecteur': TOUT,
  'un inconnu': TOUT,
} as const satisfies Record<string, readonly Secret[]>
type Lecteur = keyof typeof LECTEURS
const LISTE = Object.keys(LECTEURS) as Lecteur[]

let m: MondeComite
let secret: string
let seance: string
let scenario: string
let lettre = ''
const cookies: Partial<Record<Lecteur, string>> = {}
const p = paths.comite
const q = (texte: string, valeurs: unknown[] = []) => m.w.owner.query(texte, valeurs)
const CODES = [
  'portage',
  'resultats',
  'constat',
  'co_construction',
  'feuille_de_route',
  'logiciel_libre',
  ...[1, 2, 3, 4].map(n => `priorite_${n}`),
]
/** Ten criteria: nine at 2, the last at what is said, with the marks. */
const grille = (derniere: string) => ({
  ...Object.fromEntries(CODES.map((c, n) => [`note-${c}`, n < 9 ? '2' : derniere])),
  'commentaire-portage': 'REPERE-COMMENTAIRE',
  avis: 'REPERE-AVIS',
})

async function asseoir(compte: { id: string; cookie: string }) {
  await q(`insert into seance_membre (id, guichet_id, seance_id, compte_id, siege, college) values ($1, $2, $3, $4, 9, 'autre')`, [
    nouvelId(),
    m.w.guichetId,
    seance,
    compte.id,
  ])
}
const reussir = async (r: Response) => {
  if (r.status !== 303)
    throw new Error(
      `${r.status} ${(await r.text())
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ')
        .slice(0, 2000)}`,
    )
  return r.headers.get('location')!
}

beforeAll(async () => {
  m = await ouvrirComite()
  const { w, administratrice: admin } = m
  const [d, autre, ailleurs] = (await m.dossiers(3)) as [string, string, string]
  secret = d
  seance = await m.seance([d, autre])
  await m.seance([ailleurs], { 'siege-0': m.suppleante.id })
  const membre: Role = { role: 'membre_comite', departements: [], volets: [] }
  const referent: Role = { role: 'referent_departemental', departements: ['2A'], volets: ['volet_1', 'volet_2', 'volet_3'] }
  const muet = await w.compte({ nom: 'Membre muet', roles: [membre] })
  const double = await w.compte({ nom: 'Référent qui siège', roles: [membre, referent] })
  for (const compte of [muet, double]) await asseoir(compte)
  Object.assign(cookies, {
    'un membre déporté de ce dossier': m.hauteCorse.cookie,
    'une administratrice, adjointe de la commune qui le porte': (
      await w.compte({ roles: [{ role: 'administrateur', departements: [], volets: [] }], structures: ['Vico'] })
    ).cookie,
    'un référent qui siège, déporté de ce dossier': double.cookie,
    'un membre qui n’a rien déclaré': muet.cookie,
    'un membre dont la note n’est pas finalisée': m.corseDuSud.cookie,
    'un membre d’une autre séance': m.suppleante.cookie,
    'le porteur': m.porteur.cookie,
    'un référent': (await w.compte({ roles: [{ ...referent, departements: [...referent.departements], volets: [...referent.volets] }] }))
      .cookie,
    'un lecteur': m.lecteur.cookie,
  } satisfies Partial<Record<Lecteur, string>>)
  for (const qui of [m.regionale, m.regional, m.corseDuSud, m.hauteCorse, double]) {
    const conflit = qui === m.hauteCorse || qui === double
    const corps = {
      [`interet-${autre}`]: 'aucun',
      [`interet-${d}`]: conflit ? 'conflit' : 'aucun',
      ...(conflit ? { [`motif-${d}`]: 'Un parent.' } : {}),
    }
    await reussir(await w.post(p.conflits(seance), corps, qui.cookie))
  }
  for (const [qui, derniere] of [
    [m.regionale, '1'],
    [m.regional, '2'],
  ] as const)
    for (const x of [d, autre]) await reussir(await w.post(p.finalisation(seance, x), grille(derniere), qui.cookie))
  const modele = await reussir(await w.post(p.scenarios(seance), { nom: 'Essai', objectif: 'points', reduits: 'oui' }, admin.cookie))
  await q(`update scenario set tirages = jsonb_set(tirages, '{tirages}', '4')`)
  await jouerCalculs(w.deps)
  const copie = (await reussir(await w.post(`${modele}/duplication`, {}, admin.cookie))).replace('/montants', '')
  scenario = copie.slice(-36)
  await q(`update scenario set probleme = replace(probleme::text, '"plancher": 1000000', '"plancher": 100')::jsonb where id = $1`, [
    scenario,
  ])
  await reussir(
    await w.post(
      `${copie}/montants`,
      { nom: 'À la main', revision: '1', [`montant-${d}`]: '7 654', [`montant-${autre}`]: '10 000' },
      admin.cookie,
    ),
  )
  await reussir(await w.post(p.ouverture(seance), {}, admin.cookie))
  const { rows } = await q('select id, compte_id from seance_membre where seance_id = $1', [seance])
  const presences = Object.fromEntries(rows.map(r => [`presence-${r.id}`, 'present']))
  await reussir(
    await w.post(p.presences(seance), { ...presences, president: rows.find(r => r.compte_id === m.regionale.id).id }, admin.cookie),
  )
  const decider = (x: string, plus: Record<string, string>) =>
    w.post(p.decision(seance, x), { rang: '', motif: '', conditions: '', conclusion: '', vue: '', ...plus }, admin.cookie)
  await reussir(await decider(autre, { sens: 'retenu', montant: '10 000' }))
  await reussir(await decider(d, { sens: 'partiel', montant: '4 321', conditions: 'REPERE-CONDITION', conclusion: 'REPERE-DEBAT' }))
}, 120_000)
afterAll(() => m.w.close())

/** To add when an address comes with a parameter that this does not know. What stands for each parameter; the value of `:id` is that of the longest beginning that holds it. */
const IDENTIFIANTS = (): [string, string][] => [
  ['/dossiers/:id', secret],
  ['/instruction/dossiers/:id', secret],
  ['/comite/seances/:id', seance],
  ['/mon-espace/messages/:id', secret],
  ['/administration/appels/:slug/notifications/dossiers/:id', secret],
  ['/administration/appels/:slug/notifications/:id', lettre],
  // nothing of a dossier: anything stands for them
  ...[
    '/mon-espace/structures/:id',
    '/instruction/appartenances/:id',
    '/demo/courriels/:id',
    '/compte/sessions/:id',
    '/compte/cles-acces/:id',
  ].map((debut): [string, string] => [debut, nouvelId()]),
  // the follow-up of a lauréat: the same dossier
  ...['/suivi/dossiers/:id', '/suivi/:id', '/bilans/:id', '/instruction/suivi/:id'].map((debut): [string, string] => [debut, secret]),
]
const PARAMETRES = (): Record<string, string> => ({
  slug: SLUG,
  dossier: secret,
  scenario,
  version: '1',
  numero: '1',
  formulaire: 'projet',
  etape: 'projet',
  code: 'deliberation',
  regle: 'porteur',
  jeton: 'jeton',
  fichier: 'decisions.csv',
  nature: 'avance',
  lettre,
  ...Object.fromEntries(
    [
      'piece',
      'envoi',
      'partenaire',
      'acte',
      'note',
      'vue',
      'interim',
      'compte',
      'complement',
      'avis',
      'appartenance',
      'bilan',
      'versement',
      'avenant',
    ].map(nom => [nom, nouvelId()]),
  ),
})
/** Acts on the reader's own session or on the demonstration: they would put an end to the reading. */
const HORS_SUJET = /^\/(deconnexion|compte|connexion|demo\/(session|horloge)|api\/auth)/

const sansMotif = (chemin: string) => chemin.replace(/\{(?:[^{}]|\{[^{}]*\})*\}/g, '')
function adresse(chemin: string): string | undefined {
  const id = IDENTIFIANTS()
    .filter(([debut]) => `${chemin}/`.startsWith(`${debut}/`))
    .sort((a, b) => b[0].length - a[0].length)[0]?.[1]
  const valeurs: Record<string, string | undefined> = { ...PARAMETRES(), id }
  const rendue = chemin.replace(/:([a-z_]+)/g, (tout, nom: string) => valeurs[nom] ?? tout)
  return rendue.includes(':') ? undefined : rendue
}
const servies = (methodes: readonly string[]) => [
  ...new Map(
    m.w.app.routes
      .filter(r => methodes.includes(r.method) && !r.path.includes('*'))
      .map(r => [`${r.method} ${sansMotif(r.path)}`, { methode: r.method, chemin: sansMotif(r.path) }] as const),
  ).values(),
]

const demander = (methode: string, chemin: string, cookie: string | undefined) =>
  m.w.app.request(URL_TEST + chemin, {
    method: methode,
    headers: { origin: URL_TEST, ...(cookie ? { cookie } : {}) },
    ...(methode === 'GET' ? {} : { body: new URLSearchParams({ version: '1', revision: '1', remarques: '', conclusion: '' }) }),
  })

/** Pages that are the same for everybody: asked with no account, and by one porteur. */
const PUBLIC =
  /^\/($|aide|accessibilite|appels|connexion|demo|dev|donnees|eligibilite|favicon|inscription|mentions|plan|robots|sante|structures|verifier)/

/** Every place where somebody reads what is not theirs to read. */
async function fuites(methodes: readonly string[], commence = '/') {
  const trouvees: string[] = []
  for (const { methode, chemin } of servies(methodes).filter(r => adresse(r.chemin))) {
    if (!chemin.startsWith(commence) || (methode !== 'GET' && HORS_SUJET.test(chemin))) continue
    const lire = async (qui: Lecteur) => {
      const lu = await reponseEntiere(await demander(methode, adresse(chemin)!, cookies[qui]))
      for (const s of LECTEURS[qui] as readonly Secret[])
        if (SECRETS[s].test(lu)) trouvees.push(`${methode} ${chemin}\u00a0: ${qui} lit ${s} («\u00a0${SECRETS[s].exec(lu)?.[0]}\u00a0»)`)
    }
    await Promise.all(LISTE.filter(qui => !PUBLIC.test(chemin) || ['un inconnu', 'le porteur'].includes(qui)).map(lire))
  }
  return trouvees
}
/** What somebody finds of it on the pages of the comité. */
async function trouve(cookie: string) {
  let tout = ''
  for (const { chemin } of servies(['GET']).filter(r => r.chemin.startsWith('/comite/')))
    tout += await reponseEntiere(await demander('GET', adresse(chemin)!, cookie))
  return TOUT.filter(s => SECRETS[s].test(tout))
}

describe('ce que le comité dit d’un dossier, à chaque adresse du produit', () => {
  it('chaque adresse est connue de ce test', () => {
    const inconnues = servies(['GET', 'POST', 'PUT', 'DELETE', 'PATCH']).filter(r => adresse(r.chemin) === undefined)
    expect(inconnues.map(r => `${r.methode} ${r.chemin}`)).toEqual([])
  })

  it('séance ouverte\u00a0: qui a tout noté le lit\u00a0; aucun autre, ni par une page, ni par le direct', async () => {
    expect(await trouve(m.regionale.cookie)).toEqual(TOUT)
    expect(await fuites(['GET'], '/comite')).toEqual([])
  }, 60_000)

  it('procès-verbal figé, décisions confirmées\u00a0: ni page, ni fichier, ni PDF avant les lettres', async () => {
    const { w, administratrice: admin } = m
    await reussir(await w.post(p.cloture(seance), {}, admin.cookie))
    await reussir(await w.post(p.procesVerbal(seance), {}, admin.cookie))
    await reussir(await w.post(p.signatureProcesVerbal(seance), { version: '1', reserve: '' }, m.regionale.cookie))
    await reussir(await w.post(p.gelProcesVerbal(seance), { version: '1', motif: 'Sans réponse.' }, admin.cookie))
    const { rows } = await q('select id from decision where dossier_id = $1', [secret])
    await reussir(await w.post(paths.administration.confirmation(SLUG), { decisions: rows.map(r => r.id) }, admin.cookie))
    lettre = (await q('select id from notification')).rows[0].id
    expect(await trouve(m.regionale.cookie)).toEqual(TOUT)
    expect(await reponseEntiere(await m.w.get(paths.administration.lettre(SLUG, lettre), admin.cookie))).toMatch(SECRETS.decision)
    expect(await fuites(['GET'])).toEqual([])
  }, 120_000)

  it('les refus des formulaires n’en disent rien non plus', async () => {
    expect(await fuites(['POST', 'PUT'])).toEqual([])
  }, 120_000)
})
