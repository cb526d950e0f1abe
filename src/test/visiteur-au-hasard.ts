import { paths } from '../paths.ts'
import { type Bouton, type Champ, type Formulaire, lirePage, type PageLue } from './lire-page.ts'
import { PDF } from './vico.ts'
import type { World } from './world.ts'

/** Numbers that a seed gives again: a walk that fails is walked again. */
export type Hasard = {
  /** In [0, n). */
  entier: (n: number) => number
  parmi: <T>(choix: readonly T[]) => T
  chance: (p: number) => boolean
  melanger: <T>(liste: readonly T[]) => T[]
}
export function hasardDe(graine: number): Hasard {
  let etat = graine >>> 0
  const suivant = () => {
    etat = (etat + 0x6d2b79f5) >>> 0
    let t = Math.imul(etat ^ (etat >>> 15), 1 | etat)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const h: Hasard = {
    entier: n => Math.floor(suivant() * n),
    parmi: choix => choix[h.entier(choix.length)]!,
    chance: p => suivant() < p,
    melanger: liste =>
      liste
        .map(x => [suivant(), x] as const)
        .sort((a, b) => a[0] - b[0])
        .map(([, x]) => x),
  }
  return h
}

/** The clock and the roles are the tour's; who leaves the site, or loses the role, walks no more. */
const PAS_TOUCHES: readonly string[] = [
  paths.demo.horloge,
  paths.demo.session,
  paths.deconnexion,
  paths.demo.accueil,
  paths.compte.prolongation,
]
const TEXTES = ['Une réponse écrite au hasard.', 'Oui', '12', 'Le projet avance comme prévu.', '1 200']
const NOMBRES = ['0', '1', '3', '12', '100', '1 200', '4 250,50', '1e9', '-5']
const DATES = ['15/10/2021', '2021-10-20', '31/12/2021', '2022-03-01', '01/02/2022']

/** Somebody who follows links and sends forms as they come, with values that a person could have typed. */
export function visiteurAuHasard(w: World, h: Hasard, nom: string) {
  let cookie = ''
  let page: PageLue | undefined
  let ici = '/'
  const pas: string[] = []
  const fautes: string[] = []

  async function lire(reponse: Response, quoi: string, adresse: string): Promise<number> {
    pas.push(`${quoi} ${reponse.status}`)
    if (reponse.status >= 500) fautes.push(`${nom}: ${pas.slice(-4).join(' > ')}`)
    const suite = reponse.headers.get('location')
    if (suite && reponse.status >= 300 && reponse.status < 400) {
      await reponse.body?.cancel()
      const u = new URL(suite, `http://localhost:3000${adresse}`)
      return u.origin === 'http://localhost:3000' ? aller(u.pathname + u.search) : reponse.status
    }
    if (!reponse.headers.get('content-type')?.startsWith('text/html')) {
      await reponse.arrayBuffer()
      return reponse.status
    }
    page = lirePage(await reponse.text(), adresse)
    ici = adresse
    return reponse.status
  }
  const aller = async (chemin: string): Promise<number> => lire(await w.get(chemin, cookie), `GET ${chemin}`, chemin)

  async function envoyer(f: Formulaire, valeurs: [string, string | Blob][]): Promise<number> {
    const textes = valeurs.filter((v): v is [string, string] => typeof v[1] === 'string')
    if (f.methode === 'get') return aller(`${f.action.split('?')[0]}?${new URLSearchParams(textes)}`)
    const corps = f.enPlusieursParties ? new FormData() : Object.fromEntries([...Map.groupBy(textes, ([n]) => n)].map(enListe))
    if (corps instanceof FormData)
      for (const [n, v] of valeurs) typeof v === 'string' ? corps.append(n, v) : corps.append(n, v, 'piece.pdf')
    return lire(await w.post(f.action, corps, cookie), `POST ${f.action}`, f.action)
  }

  /** A form of the page, with what it holds, but for some fields. `dire` answers first. */
  async function remplir(f: Formulaire, dire: Record<string, string> = {}, bouton: Bouton | undefined = h.parmi(f.boutons)) {
    const valeurs = [...valeursDe(h, f, dire)]
    if (bouton?.nom) valeurs.push([bouton.nom, bouton.valeur])
    return envoyer(bouton?.action ? { ...f, action: bouton.action } : f, valeurs)
  }

  return {
    nom,
    fautes,
    pas,
    aller,
    remplir,
    page: () => page,
    /** A form of the page whose address is like this. */
    formulaire: (action: RegExp) => page?.formulaires.find(f => action.test(f.action)),
    lien: (forme: RegExp) => page?.liens.find(l => forme.test(l)),
    liens: (forme: RegExp) => [...new Set(page?.liens.filter(l => forme.test(l)) ?? [])],
    entrer: async (persona: string) => {
      const r = await w.post(paths.demo.session, { persona })
      if (r.status >= 500) fautes.push(`${nom}: connexion ${r.status}`)
      cookie = r.headers.get('set-cookie')?.split(';')[0] ?? ''
      await aller(r.headers.get('location') ?? '/')
    },
    /** One step: a link or a form of the page where one stands. */
    errer: async () => {
      const formulaires = page?.formulaires.filter(f => !PAS_TOUCHES.some(p => f.action.startsWith(p))) ?? []
      const liens = page?.liens.filter(l => l.split('?')[0] !== ici && !PAS_TOUCHES.includes(l)) ?? []
      if (formulaires.length > 0 && h.chance(0.45)) await remplir(h.parmi(formulaires))
      else if (liens.length > 0) await aller(h.parmi(liens))
      else await aller('/')
    },
  }
}
export type VisiteurAuHasard = ReturnType<typeof visiteurAuHasard>

const enListe = ([nom, valeurs]: [string, [string, string][]]) => [nom, valeurs.map(([, v]) => v)] as const

function* valeursDe(h: Hasard, f: Formulaire, dire: Record<string, string>): Generator<[string, string | Blob]> {
  const parNom = Map.groupBy(f.champs, c => c.nom)
  for (const [nom, champs] of parNom) {
    const [c] = champs
    const dit = dire[nom]
    if (dit !== undefined) yield [nom, dit]
    else if (c!.genre === 'radio') {
      const choisi = h.chance(0.5) ? champs.find(x => x.coche) : h.parmi(champs)
      if (choisi) yield [nom, choisi.valeur]
    } else for (const x of champs) yield* valeurDe(h, x)
  }
}

function* valeurDe(h: Hasard, c: Champ): Generator<[string, string | Blob]> {
  if (c.genre === 'hidden') yield [c.nom, c.valeur]
  else if (c.genre === 'checkbox') {
    if (h.chance(0.2) ? !c.coche : c.coche || h.chance(0.4)) yield [c.nom, c.valeur]
  } else if (c.genre === 'file') {
    if (h.chance(0.7)) yield [c.nom, PDF]
  } else if (c.genre === 'select') yield [c.nom, h.chance(0.5) || c.choix.length === 0 ? c.valeur : h.parmi(c.choix)]
  else yield [c.nom, c.valeur && h.chance(0.8) ? c.valeur : texteDe(h, c)]
}

function texteDe(h: Hasard, c: Champ): string {
  if (!c.requis && h.chance(0.2)) return ''
  if (c.genre === 'email' || /courriel/.test(c.nom)) return `quelquun-${h.entier(1000)}@guichet.example`
  if (c.genre === 'date' || c.genre === 'datetime-local')
    return h.parmi(['2021-10-20T09:00', '2021-11-05T14:00']).slice(0, c.genre === 'date' ? 10 : 16)
  if (/date|_le$|echeance|jour|debut|fin/.test(c.nom)) return h.parmi(DATES)
  if (c.genre === 'number' || c.numerique) return h.parmi(NOMBRES)
  return h.parmi(TEXTES)
}
