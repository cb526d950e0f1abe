import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nouvelId, type Role } from '../../contexte.ts'
import { paths } from '../../paths.ts'
import { ouvrirSuivis } from '../suivi.ts'
import { SLUG } from '../vico.ts'
import { URL_TEST, type World } from '../world.ts'
import { type AdresseServie, adressesServies, nomAdresse, remplie } from './adresses-servies.ts'
import { CORPS_HOSTILES, corpsHerite, FILTRES_HOSTILES, MOTS_HERITES, SANS_RETOUR } from './corps-hostiles.ts'

/**
 * Every address that the program serves in production, asked by everybody who has no business there: never a page, never a fault of ours. An address that no line
 * of `PUBLICS` names fails. What each role may do in detail is in the decrees and their own tests (`acces*.test.ts`).
 * Seen to fail: without `exigeRole` on the companies of the portfolio, without the answer to bytes that PostgreSQL refuses, and before a form that cannot be read was
 * answered 400 (it was our fault, 500, at every address that takes a form).
 */
type Public = 'tous' | 'compte' | 'projet' | 'agents' | 'administration'
/** The first line that fits is the one that holds. */
const PUBLICS: readonly [RegExp, Public][] = [
  [/^\/commencer\/[^/]+\/(structure|brouillon)$/, 'compte'],
  [/^\/commencer\//, 'tous'],
  [/^\/(mon-espace|compte)(\/|$)/, 'compte'],
  [/^\/api\/auth\/passkey\/(generate-register-options|verify-registration)$/, 'compte'],
  [/^\/(dossiers|partenariats)\//, 'projet'],
  // calls compared: the direction's and the administration's
  [/^\/instruction\/comparaison(\/|$)/, 'administration'],
  [/^\/(instruction|ma-journee|suivi|comite)(\/|$)/, 'agents'],
  // a signatory's own pages: nobody else's, the administration's neither
  [/^\/(a-signer|signatures)(\/|$)/, 'administration'],
  // whoever was asked to read a draft, and nobody else of the service
  [/^\/(administration\/|studio(\/|$)|relectures\/)/, 'administration'],
  [
    /^\/($|aide$|plan-du-site$|mentions-legales$|accessibilite$|donnees-personnelles$|sante$|robots\.txt$|favicon\.ico$|structures$|verifier$|journal\/ancrages\.(json|atom)$|compte-supprime$)/,
    'tous',
  ],
  [/^\/(appels|eligibilite|donnees|projets-aides|p|suivre-l-argent)(\/|$)/, 'tous'],
  [/^\/(connexion|inscription|deconnexion)(\/|$)/, 'tous'],
  [/^\/(avis|nouvelles|agenda|ecran|invitation)\/:jeton/, 'tous'],
  // back to one's own pages, and what is said once it is over
  [/^\/voir-comme\//, 'compte'],
  [/^\/api\/auth\/passkey\/(generate|verify)-authenticat/, 'tous'],
]
const publicDe = (chemin: string) => PUBLICS.find(([motif]) => motif.test(chemin))?.[1]

const INTRUS = [
  'un inconnu',
  'une autre commune',
  'un agent sans second facteur',
  'un lecteur',
  'une référente d’ailleurs',
  'un membre du comité',
] as const
type Intrus = (typeof INTRUS)[number]
/** Where somebody is sent to say who they are. */
const AILLEURS: string[] = [paths.connexion, paths.connexionCode, paths.compte.secondFacteur]
/** Who may not, and never reads more than « connectez-vous » or « cette page n’existe pas ». */
const EXCLUS: Record<Public, readonly Intrus[]> = {
  tous: [],
  compte: ['un inconnu'],
  projet: INTRUS,
  agents: ['un inconnu', 'une autre commune', 'un agent sans second facteur'],
  administration: INTRUS,
}

let w: World
let valeurs: Record<string, string>
const cookies: Partial<Record<Intrus, string>> = {}
/** Who works at an address: its form is read, and not only refused at the door. */
let chezSoi: Record<Exclude<Public, 'tous'>, string>

beforeAll(async () => {
  const m = await ouvrirSuivis(undefined, { GUICHET_MODE: 'production', PROXY_DE_CONFIANCE: '127.0.0.1' })
  w = m.w
  const [id] = (await m.laureats(1)) as [string]
  const [bilan] = await m.bilans(id)
  valeurs = {
    id,
    dossier: id,
    bilan: bilan!.id,
    slug: SLUG,
    code: 'deliberation',
    etape: 'projet',
    regle: 'porteur',
    section: 'bref',
    ecrit: 'retenu',
    reglages: 'identite',
    numero: '1',
    insee: '2A348',
    siren: '000123075',
    version: '1',
  }
  Object.assign(valeurs, { formulaire: 'projet', jeton: 'jeton', nature: 'avance', fichier: 'projets.csv' })
  const agent = (role: Role['role'], departements: string[] = [], secondFacteur = true) =>
    w.compte({ roles: [{ role, departements, volets: [] }], secondFacteur })
  const ailleurs = await w.compte({ structures: ['Lumio'] })
  chezSoi = { compte: m.vico.cookie, projet: m.vico.cookie, agents: m.referent.cookie, administration: m.admin.cookie }
  Object.assign(cookies, {
    'une autre commune': ailleurs.cookie,
    'un agent sans second facteur': (await agent('administrateur', [], false)).cookie,
    'un lecteur': (await agent('lecteur')).cookie,
    'une référente d’ailleurs': (await agent('referent_departemental', ['2B'])).cookie,
    'un membre du comité': (await agent('membre_comite')).cookie,
  } satisfies Record<Exclude<Intrus, 'un inconnu'>, string>)
}, 60_000)
afterAll(() => w.close())

const servies = () => adressesServies(w)
const adresse = (chemin: string, plus: Record<string, string> = {}) => remplie(chemin, { ...valeurs, ...plus })
const demander = (
  methode: string,
  chemin: string,
  cookie: string | undefined,
  corps: BodyInit = new URLSearchParams({ version: '1' }),
  entetes: Record<string, string> = {},
) =>
  w.app.request(URL_TEST + chemin, {
    method: methode,
    // each time from elsewhere: how often one asks is another test's
    headers: { origin: URL_TEST, 'x-forwarded-for': nouvelId(), ...(cookie ? { cookie } : {}), ...entetes },
    ...(methode === 'GET' ? {} : { body: corps }),
  })
const nom = nomAdresse
/** A form that cannot be read, refused before its dossier is looked for: the same answer as for a dossier that does not exist. */
const illisible = async (r: { methode: string; chemin: string }, qui: Intrus, statut: number) =>
  [400, 415, 422].includes(statut) && (await demander(r.methode, adresse(r.chemin, { id: nouvelId() }), cookies[qui])).status === statut
/** The page of an answer; the bytes of a letter that the test has not kept are none. */
async function lire(r: Response) {
  if (r.headers.get('content-type')?.startsWith('text/html')) return r.text()
  await r.body?.cancel().catch(() => {})
  return ''
}
/** Filters of the product's lists. */
const FILTRES =
  'q appel annee volet liste tri sens apres page retour structure departement code courriel etat format instant vue colonnes siret programme axe maille deux au du montant a b fait erreur'.split(
    ' ',
  )
/** A decision written by the test has no letter to show, and a live page does not end. */
const SANS_LETTRE = /direct$|decision\.pdf$|^\/dossiers\/:id(\/complements)?$/
/** What closes an intruder’s session would make the next answers meaningless. */
const FERME = /^\/(deconnexion|compte\/sessions)/

describe('chaque adresse du produit, chaque intrus', () => {
  it('chaque adresse a son public, et les pages de démonstration n’existent pas en production', () => {
    const toutes = servies()
    expect(toutes.length).toBeGreaterThan(250)
    expect(toutes.filter(r => !publicDe(r.chemin)).map(nom)).toEqual([])
    expect(toutes.filter(r => /^\/(demo|dev)(\/|$)/.test(r.chemin))).toEqual([])
  })

  // seen to fail: two that nothing served, and a test asked one of them
  it('chaque adresse écrite est servie', () => {
    const { demo: _, dev: __, connexionProConnect, deconnexionProConnect, ...ecrites } = paths
    const modeles = (n: unknown): string[] =>
      typeof n === 'string'
        ? [n]
        : typeof n === 'function'
          ? modeles((n as { modele?: string }).modele)
          : Object.values(n ?? {}).flatMap(modeles)
    const chemins = new Set(servies().map(r => r.chemin))
    expect(modeles(ecrites).filter(m => !chemins.has(m))).toEqual([])
    // served where there is one
    for (const pro of [connexionProConnect, deconnexionProConnect]) expect(chemins).not.toContain(pro)
  })

  it('ni page, ni fichier, ni acte, ni erreur pour qui n’a rien à y faire', async () => {
    const passe: string[] = []
    const avant = (await w.owner.query('select count(*)::int as n from evenement')).rows[0].n
    for (const r of servies())
      for (const qui of EXCLUS[publicDe(r.chemin)!]) {
        const reponse = await demander(r.methode, adresse(r.chemin), cookies[qui])
        const ou = reponse.headers.get('location')?.split('?')[0]
        const renvoye = reponse.status === 303 && AILLEURS.includes(ou ?? '')
        const refuse = renvoye || [401, 403, 404].includes(reponse.status) || (await illisible(r, qui, reponse.status))
        if (!refuse) passe.push(`${nom(r)}\u00a0: ${qui} reçoit ${reponse.status} ${ou ?? ''}`)
        await reponse.body?.cancel()
      }
    expect(passe).toEqual([])
    expect((await w.owner.query('select count(*)::int as n from evenement')).rows[0].n).toBe(avant)
  }, 120_000)

  const deLaMaison = (chemin: string) => {
    const p = publicDe(chemin)!
    return p === 'tous' ? undefined : chezSoi[chemin.startsWith('/comite') ? 'administration' : p]
  }

  it.each([
    ['un encodage faux', '%E0%A4%A'],
    ['un octet nul', '%00'],
    ['une remontée de dossier', '..%2f..%2fetc%2fpasswd'],
    ['une requête SQL', encodeURIComponent("' or 1=1; --")],
  ])('%s à la place d’un identifiant ne fait jamais d’erreur du serveur', async (_quoi, piege) => {
    const fautes: string[] = []
    for (const r of servies().filter(r => r.methode === 'GET' && r.chemin.includes(':') && !FERME.test(r.chemin))) {
      const reponse = await demander('GET', r.chemin.replace(/:[a-z_]+/g, piege), deLaMaison(r.chemin))
      if (reponse.status >= 500) fautes.push(`${nom(r)} ${reponse.status}`)
      await reponse.body?.cancel()
    }
    expect(fautes).toEqual([])
  })

  it('un filtre qui n’en est pas un ne fait jamais d’erreur du serveur, chez qui lit la liste', async () => {
    const fautes: string[] = []
    const lues = servies().filter(
      r => r.methode === 'GET' && !FERME.test(r.chemin) && !SANS_LETTRE.test(r.chemin) && !/\.(pdf|zip|xlsx)$/.test(r.chemin),
    )
    for (const [n, r] of lues.entries()) {
      // each filter has another value at each address: all of them meet all of them, somewhere
      const valeur = (i: number) => FILTRES_HOSTILES[(n + i) % FILTRES_HOSTILES.length]
      const reponse = await demander(
        'GET',
        `${adresse(r.chemin)}?${FILTRES.map((f, i) => `${f}=${valeur(i)}`).join('&')}`,
        deLaMaison(r.chemin),
      )
      if (reponse.status >= 500) fautes.push(`${nom(r)} ${reponse.status}`)
      await reponse.body?.cancel()
    }
    expect(fautes).toEqual([])
  }, 60_000)

  it('un envoi illisible est refusé, il ne fait jamais d’erreur du serveur, chez qui a le droit d’écrire', async () => {
    const fautes: string[] = []
    const ecrites = servies().filter(r => r.methode !== 'GET' && !SANS_RETOUR.includes(r.chemin) && !SANS_LETTRE.test(r.chemin))
    for (const [n, r] of ecrites.entries())
      for (const tour of [0, 1]) {
        const [quoi, type, corps] = CORPS_HOSTILES[(2 * n + tour) % CORPS_HOSTILES.length]!
        const entetes: Record<string, string> = type ? { 'content-type': type } : {}
        const reponse = await demander(r.methode, adresse(r.chemin), deLaMaison(r.chemin), new Blob([corps]), entetes)
        if (reponse.status >= 500) fautes.push(`${nom(r)} ${reponse.status}\u00a0: ${quoi}`)
        await reponse.body?.cancel()
      }
    expect(fautes).toEqual([])
    expect('pollue' in {}).toBe(false)
  }, 60_000)

  // seen to fail before tables were read by `lireTable`: the form of a bilan was a fault of ours (500), and seven pages had an empty message
  it('un mot que tout objet connaît n’est ni un geste, ni un message, ni une page', async () => {
    const fautes: string[] = []
    const envoyer = async (r: AdresseServie, mot: string) => {
      const reponse = await demander(r.methode, adresse(r.chemin), deLaMaison(r.chemin), corpsHerite(mot))
      const ou = reponse.headers.get('location') ?? ''
      if (reponse.status >= 500 || /native code|object Object/.test(ou + (await lire(reponse))))
        fautes.push(`${nom(r)} ${reponse.status} ${ou}\u00a0: ${mot}`)
    }
    for (const r of servies().filter(r => r.methode !== 'GET' && !SANS_RETOUR.includes(r.chemin) && !SANS_LETTRE.test(r.chemin)))
      for (const mot of MOTS_HERITES) await envoyer(r, mot)
    const alertes = async (chemin: string, fait: string) =>
      (await lire(await demander('GET', `${adresse(chemin)}?fait=${fait}`, deLaMaison(chemin)))).split('fr-alert--success').length
    for (const { chemin } of servies().filter(
      r => r.methode === 'GET' && /:|vues$|interims$/.test(r.chemin) && !SANS_LETTRE.test(r.chemin),
    ))
      if ((await alertes(chemin, 'constructor')) !== (await alertes(chemin, 'inconnu'))) fautes.push(`GET ${chemin}\u00a0: un message vide`)
    expect(fautes).toEqual([])
  }, 60_000)
})
