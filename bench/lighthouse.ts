// `npm run lighthouse`: the four scores of Lighthouse for each main page, on a telephone and on a computer, with what a first visit weighs. Median of
// several runs (`--passages 3`), throttling simulated: the machine counts less. Half an hour. Ends with 1 when a score is under 95 or a page too heavy.
// With `--ecrire`, the figures go to `bench/resultats.md`; with `--page MOT,MOT`, only the pages whose name holds one of these
// words.
import { rmSync } from 'node:fs'
import chromium from '@sparticuz/chromium'
import { launch } from 'chrome-launcher'
import lighthouse from 'lighthouse'
import bureau from 'lighthouse/core/config/desktop-config.js'
import { paths } from '../src/paths.ts'
import { dossierTemporaire } from '../src/test/dossiers.ts'
import { lancer } from '../src/test/programme.ts'
import { ouvrirBrouillon } from './enregistrer.ts'
import { ouvrir } from './pages-boite.ts'
import { ecrireResultats, machine } from './resultats.ts'

const SEUIL = 95
/** What a first visit may weigh, compressed, fonts apart, in thousands of bytes. */
const POIDS_KO = 120
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const
const SLUG = 'itn7-axe3-corse-2021'
const PRISES = { téléphone: undefined, ordinateur: bureau }
type Prise = keyof typeof PRISES
type PageVue = { nom: string; adresse: string; cookie?: string }
type Resultat = { nom: string; prise: Prise; notes: number[]; ko: number; fautes: string[] }

const option = (nom: string) => process.argv[process.argv.indexOf(nom) + 1]
const passages = process.argv.includes('--passages') ? Number(option('--passages')) : 3
const voulues = process.argv.includes('--page') ? option('--page')!.split(',') : ['']
const mediane = (xs: number[]) => xs.toSorted((a, b) => a - b)[Math.floor(xs.length / 2)]!

const resultats: Resultat[] = []
const debut = machine()

async function mesurer(port: number, p: PageVue, prise: Prise) {
  const passes: { notes: number[]; ko: number; fautes: string[] }[] = []
  for (let i = 0; i < passages; i++) {
    const r = await lighthouse(
      p.adresse,
      {
        port,
        output: 'json',
        logLevel: 'error',
        onlyCategories: [...CATEGORIES],
        // the demonstration asks search engines to stay away, on purpose
        skipAudits: ['is-crawlable'],
        extraHeaders: p.cookie ? { Cookie: p.cookie } : {},
      },
      PRISES[prise],
    )
    if (!r || r.lhr.runtimeError) throw new Error(`${p.nom}: ${r?.lhr.runtimeError?.message ?? 'no answer'}`)
    const { audits, categories } = r.lhr
    const requetes = (audits['network-requests']?.details as { items?: { resourceType: string; transferSize: number }[] })?.items ?? []
    const octets = requetes.filter(q => q.resourceType !== 'Font').reduce((t, q) => t + q.transferSize, 0)
    const fautes = Object.values(audits)
      .filter(a => a.score !== null && a.score < 0.9 && a.scoreDisplayMode !== 'informative')
      .map(a => a.id)
    passes.push({ notes: CATEGORIES.map(c => Math.round((categories[c]?.score ?? 0) * 100)), ko: octets / 1000, fautes })
  }
  const notes = CATEGORIES.map((_, k) => mediane(passes.map(x => x.notes[k]!)))
  const ko = Math.round(mediane(passes.map(x => x.ko)) * 10) / 10
  resultats.push({ nom: p.nom, prise, notes, ko, fautes: passes[0]!.fautes })
  const bas = notes.some(n => n < SEUIL) || ko > POIDS_KO
  console.log(
    `${p.nom.padEnd(32)} ${prise.padEnd(11)} ${notes.join(' ')}  ${ko} ko${bas ? `  EN DESSOUS : ${passes[0]!.fautes.join(', ')}` : ''}`,
  )
}

async function toutes(port: number, pages: readonly PageVue[]) {
  for (const p of pages.filter(x => voulues.some(mot => x.nom.includes(mot))))
    for (const prise of Object.keys(PRISES) as Prise[]) await mesurer(port, p, prise)
}

/** The first address of a page that has this shape, as this person reads it. */
async function lien(site: string, cookie: string, page: string, forme: RegExp) {
  const html = await (await fetch(site + page, { headers: { cookie } })).text()
  const trouve = [...html.matchAll(/href="([^"#?]+)/g)].map(x => x[1]!).find(h => forme.test(h))
  if (!trouve) throw new Error(`${page} has no link like ${forme}`)
  return site + trouve
}

const ETAPES = { plan: 'plan', pieces: 'pièces', depot: 'relire et déposer' }

/** What a porteur sees once it is filed: the page to which the button of filing leads. */
async function accuse(site: string, cookie: string) {
  const html = await (await fetch(site + paths.espace, { headers: { cookie } })).text()
  for (const [, id] of html.matchAll(/href="\/dossiers\/([0-9a-f-]{36})/g)) {
    const adresse = `${site}${paths.dossiers.voir(id!)}?depose=1`
    if ((await (await fetch(adresse, { headers: { cookie } })).text()).includes(paths.dossiers.accuse(id!))) return adresse
  }
  throw new Error('nothing is filed')
}

/** While dossiers are filed, then while they are read. */
async function avantLeComite(port: number, site: string) {
  const brouillon = await ouvrirBrouillon(site)
  await toutes(port, [
    { nom: 'accueil', adresse: site + paths.accueil },
    { nom: 'un appel', adresse: site + paths.appels.voir(SLUG) },
    { nom: 'éligibilité', adresse: site + paths.eligibilite.tester(SLUG) },
    { nom: 'connexion', adresse: site + paths.connexion },
    { nom: 'vérifier un accusé', adresse: site + paths.verifier },
    { nom: 'accessibilité', adresse: site + paths.accessibilite },
    ...(['plan', 'pieces', 'depot'] as const).map(etape => ({
      nom: `étape d’un dossier, ${ETAPES[etape]}`,
      adresse: site + paths.dossiers.etape(brouillon.id, etape),
      cookie: brouillon.cookie,
    })),
    { nom: 'mon espace', adresse: site + paths.espace, cookie: brouillon.cookie },
  ])
  const agent = await ouvrir(site, 'administrateur')
  const deposant = await ouvrir(site, 'porteur-epci')
  const dossier = await lien(site, agent, paths.instruction.boite, /^\/instruction\/dossiers\/[0-9a-f-]{36}$/)
  await toutes(port, [
    { nom: 'boîte des dossiers', adresse: site + paths.instruction.boite, cookie: agent },
    { nom: 'instruction d’un dossier', adresse: dossier, cookie: agent },
    { nom: 'accusé de réception', adresse: await accuse(site, deposant), cookie: deposant },
  ])
}

const entetes = (site: string) => ({ method: 'POST', headers: { origin: site }, redirect: 'manual' }) as const

/** When the lauréats are known and their first bilan is due: what the demonstration plays when a visitor asks for it. */
async function apresLesLettres(port: number, site: string) {
  const regler = async (corps: Record<string, string>) =>
    (await fetch(site + paths.demo.horloge, { ...entetes(site), body: new URLSearchParams(corps) })).headers.get('location')
  const instant = '2022-01-18T09:00:00'
  await regler({ instant, suite: 'bilan' })
  while ((await regler({ instant })) === paths.demo.preparation) await new Promise(ok => setTimeout(ok, 2000))
  const entrer = async (persona: string) =>
    (await fetch(site + paths.demo.session, { ...entetes(site), body: new URLSearchParams({ persona }) })).headers
      .getSetCookie()
      .map(c => c.split(';')[0])
      .join('; ')
  const [agent, porteur] = [await entrer('administrateur'), await entrer('porteur-commune')]
  await toutes(port, [
    { nom: 'projets aidés et carte', adresse: site + paths.projetsAides({ appel: SLUG }) },
    { nom: 'page d’un projet', adresse: await lien(site, agent, paths.projetsAides(), /^\/p\/[A-Z0-9-]+$/) },
    { nom: 'suivre l’argent', adresse: site + paths.argent.accueil },
    { nom: 'données ouvertes', adresse: site + paths.donneesOuvertes.accueil },
    {
      nom: 'séance du comité',
      adresse: await lien(site, agent, paths.comite.accueil, /^\/comite\/seances\/[0-9a-f-]{36}$/),
      cookie: agent,
    },
    { nom: 'suivi des aides', adresse: site + paths.suivi.portefeuille, cookie: agent },
    { nom: 'mes bilans', adresse: site + paths.bilans.liste, cookie: porteur },
  ])
}

const navigateur = await launch({
  chromePath: await chromium.executablePath(),
  chromeFlags: [
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
})
const donnees = dossierTemporaire()
const programme = await lancer({ GUICHET_DONNEES: `${donnees}/donnees` })
try {
  await avantLeComite(navigateur.port, programme.url)
  await apresLesLettres(navigateur.port, programme.url)
} finally {
  navigateur.kill()
  await programme.arreter()
  rmSync(donnees, { recursive: true, force: true })
}
const bas = resultats.filter(r => r.notes.some(n => n < SEUIL) || r.ko > POIDS_KO)
if (process.argv.includes('--ecrire'))
  ecrireResultats('lighthouse', {
    ...debut,
    lignes: [
      `Médiane de ${passages} passages, ralentissement simulé. Objectif : ${SEUIL} au moins partout, ${POIDS_KO} ko au plus hors polices. L’indexation, refusée exprès par la démonstration, n’est pas notée.`,
      '',
      '| page | écran | performance | accessibilité | bonnes pratiques | référencement | poids hors polices |',
      '|---|---|---|---|---|---|---|',
      ...resultats.map(r => `| ${r.nom} | ${r.prise} | ${r.notes.join(' | ')} | ${r.ko} ko |`),
    ],
  })
console.log(`${resultats.length} mesures, ${bas.length} sous le seuil.`)
process.exitCode = bas.length > 0 ? 1 : 0
