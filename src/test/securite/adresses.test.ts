import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nouvelId, type Role } from '../../contexte.ts'
import { paths } from '../../paths.ts'
import { ouvrirSuivis } from '../suivi.ts'
import { SLUG } from '../vico.ts'
import { URL_TEST, type World } from '../world.ts'
import { adressesServies, nomAdresse, remplie } from './adresses-servies.ts'

/**
 * Every address that the program serves in production, asked by everybody who has no business there: never a page, never a fault of ours. An address that no line
 * of `PUBLICS` names fails. What each role may do in detail is in the decrees and their own tests (`acces*.test.ts`).
 * Seen to fail: without `exigeRole` on the companies of the portfolio, and without the answer to bytes that PostgreSQL refuses.
 */
type Public = 'tous' | 'compte' | 'projet' | 'agents' | 'administration'
/** The first line that fits is the one that holds. */
const PUBLICS: readonly [RegExp, Public][] = [
  [/^\/appels\/[^/]+\/dossiers$/, 'compte'],
  [/^\/(mon-espace|compte)(\/|$)/, 'compte'],
  [/^\/api\/auth\/passkey\/(generate-register-options|verify-registration)$/, 'compte'],
  [/^\/(dossiers|partenariats)\//, 'projet'],
  [/^\/(instruction|suivi|comite)(\/|$)/, 'agents'],
  [/^\/administration\//, 'administration'],
  [
    /^\/($|aide$|plan-du-site$|mentions-legales$|accessibilite$|donnees-personnelles$|sante$|robots\.txt$|favicon\.ico$|structures$|verifier$|compte-supprime$)/,
    'tous',
  ],
  [/^\/(appels|eligibilite|donnees)(\/|$)/, 'tous'],
  [/^\/(connexion|inscription|deconnexion)(\/|$)/, 'tous'],
  [/^\/avis\/:jeton/, 'tous'],
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
let propre: string
const cookies: Partial<Record<Intrus, string>> = {}

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
    numero: '1',
    version: '1',
  }
  Object.assign(valeurs, { formulaire: 'projet', jeton: 'jeton', nature: 'avance', fichier: 'projets.csv' })
  const agent = (role: Role['role'], departements: string[] = [], secondFacteur = true) =>
    w.compte({ roles: [{ role, departements, volets: [] }], secondFacteur })
  const ailleurs = await w.compte({ structures: ['Lumio'] })
  propre = ailleurs.cookie
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
const demander = (methode: string, chemin: string, cookie: string | undefined, corps: BodyInit = new URLSearchParams({ version: '1' })) =>
  w.app.request(URL_TEST + chemin, {
    method: methode,
    // each time from elsewhere: how often one asks is another test's
    headers: { origin: URL_TEST, 'x-forwarded-for': nouvelId(), ...(cookie ? { cookie } : {}) },
    ...(methode === 'GET' ? {} : { body: corps }),
  })
const nom = nomAdresse
/** A form that cannot be read, refused before its dossier is looked for: the same answer as for a dossier that does not exist. */
const illisible = async (r: { methode: string; chemin: string }, qui: Intrus, statut: number) =>
  [400, 415, 422].includes(statut) && (await demander(r.methode, adresse(r.chemin, { id: nouvelId() }), cookies[qui])).status === statut
/** What closes an intruder’s session would make the next answers meaningless. */
const FERME = /^\/(deconnexion|compte\/sessions)/

describe('chaque adresse du produit, chaque intrus', () => {
  it('chaque adresse a son public, et les pages de démonstration n’existent pas en production', () => {
    const toutes = servies()
    expect(toutes.length).toBeGreaterThan(250)
    expect(toutes.filter(r => !publicDe(r.chemin)).map(nom)).toEqual([])
    expect(toutes.filter(r => /^\/(demo|dev)(\/|$)/.test(r.chemin))).toEqual([])
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

  it.each([
    ['un encodage faux, puis un octet nul', '%E0%A4%A', '%00'],
    ['un octet nul, puis une remontée de dossier', '%00', '..%2f..%2fetc%2fpasswd'],
    ['une requête SQL, puis un très grand nombre', encodeURIComponent("' or 1=1; --"), '9'.repeat(30)],
  ])(
    '%s à la place d’un identifiant et des filtres ne font jamais d’erreur du serveur',
    async (_quoi, piege, filtre) => {
      const fautes: string[] = []
      for (const r of servies().filter(r => r.methode === 'GET' && !FERME.test(r.chemin))) {
        const parametres = [
          'q',
          'appel',
          'annee',
          'volet',
          'liste',
          'tri',
          'apres',
          'page',
          'retour',
          'structure',
          'departement',
          'code',
          'courriel',
        ]
        const chemin = `${r.chemin.replace(/:[a-z_]+/g, piege)}?${parametres.map(p => `${p}=${filtre}`).join('&')}`
        for (const cookie of [undefined, propre]) {
          const reponse = await demander('GET', chemin, cookie)
          if (reponse.status >= 500) fautes.push(`${nom(r)} ${reponse.status}`)
          await reponse.body?.cancel()
        }
      }
      expect(fautes).toEqual([])
    },
    60_000,
  )
})
