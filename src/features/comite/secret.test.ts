import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nouvelId } from '../../contexte.ts'
import { paths } from '../../paths.ts'
import type { MondeComite } from '../../test/comite.ts'
import { reponseEntiere } from '../../test/reponse-entiere.ts'
import { LECTEURS, type Lecteur, LISTE, planterSecret, reussir, SECRETS, type Secret, TOUT } from '../../test/secret-comite.ts'
import { SLUG } from '../../test/vico.ts'
import { URL_TEST } from '../../test/world.ts'

/**
 * What the comité says of one dossier, planted where it is written, then looked for in every answer of every address of the product, as each person who may not
 * have it asks for them. An address that appears is asked too; one whose parameters are not known here fails.
 */
let lettre = ''
let m: MondeComite
let secret: string
let seance: string
let scenario: string
let cookies: Partial<Record<Lecteur, string>>
const p = paths.comite
const q = (texte: string, valeurs: unknown[] = []) => m.w.owner.query(texte, valeurs)

beforeAll(async () => {
  ;({ m, secret, seance, scenario, cookies } = await planterSecret())
}, 120_000)
afterAll(() => m.w.close())

/** To add when an address comes with a parameter that this does not know. What stands for each parameter; the value of `:id` is that of the longest beginning that holds it. */
const IDENTIFIANTS = (): [string, string][] => [
  ['/dossiers/:id', secret],
  ['/instruction/dossiers/:id', secret],
  ['/comite/seances/:id', seance],
  ['/mon-espace/messages/:id', secret],
  ['/instruction/preselections/:slug/:id', secret],
  // nothing of a dossier: anything stands for them
  ...[
    '/mon-espace/structures/:id',
    '/instruction/appartenances/structures/:id',
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
  insee: '2A348',
  siren: '212003488',
  formulaire: 'projet',
  etape: 'projet',
  tableau: 'entreprises',
  code: 'deliberation',
  question: 'structure',
  regle: 'porteur',
  jeton: 'jeton',
  lien: 'lien',
  fichier: 'decisions.csv',
  nature: 'avance',
  rang: '1',
  section: 'bref',
  ecrit: 'retenu',
  reglages: 'identite',
  lettre,
  notification: lettre,
  ...Object.fromEntries(
    [
      'piece',
      'envoi',
      'partenaire',
      'acte',
      'annotation',
      'vue',
      'interim',
      'ouverture',
      'complement',
      'avis',
      'appartenance',
      'invitation',
      'bilan',
      'versement',
      'avenant',
      'scan',
      'perimetre',
      'mouvement',
      'releve',
      'signataire',
      'delegation',
      'brouillon',
      'relecture',
      'compte',
      'presentation',
      'export',
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
  /^\/($|aide|accessibilite|appels|commencer|connexion|demo|dev|donnees|eligibilite|favicon|inscription|mentions|plan|projets-aides|p\/|robots|sante|structures|suivre-l-argent|verifier)/

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
