// `npm run scenario`: plays the call of 2021 over HTTP, as its people do, on a guichet of its own that is removed at the end. `--json`: the
// last line is one object. Ends with 1 at the first answer that is not the expected one, and says which.
import { execFileSync } from 'node:child_process'
import { MOTS_SENS } from '../src/features/decisions/decision.rules.ts'
import { formatEuros } from '../src/lib/euros.ts'
import { tenirComite } from './scenario/comite.ts'
import { deposerTout } from './scenario/deposer.ts'
import { instruireTout } from './scenario/instruire.ts'
import { ouvrirMonde } from './scenario/monde.ts'
import { lireLaureats, notifier } from './scenario/notifier.ts'
import { publierAppel } from './scenario/publier.ts'
import { codeDe, compterPar, demandeDe, lireListe, releverDossiers } from './scenario/relever.ts'
import { suivre } from './scenario/suivi.ts'
import { Surprise } from './scenario/visiteur.ts'

const debut = performance.now()
const secondes = (depuis: number) => Math.round((performance.now() - depuis) / 100) / 10

async function etape<T>(titre: string, faire: () => Promise<T>, dire: (fait: T) => string = () => ''): Promise<T> {
  const t = performance.now()
  const fait = await faire()
  console.log(`${titre}${dire(fait)} (${secondes(t)} s)`)
  return fait
}
const compte = (n: Record<string, number>) =>
  Object.entries(n)
    .map(([mot, k]) => `${k} ${mot.toLowerCase()}`)
    .join(', ')

/** The same command as anybody's, on the guichet that has just been played. */
function verifierJournal(donnees: string) {
  const env = { PATH: process.env.PATH, GUICHET_DONNEES: donnees }
  return execFileSync(process.execPath, ['scripts/journal-verifier.ts'], { env, encoding: 'utf8' }).split('\n', 1)[0]!
}

const monde = await etape('Guichet ouvert', ouvrirMonde)
process.once('SIGINT', () => void monde.fermer().then(() => process.exit(130)))
try {
  await etape('15 juin\u00a0: l’appel est relu et publié', () => publierAppel(monde))
  const deposes = await etape(
    '1er juillet au 17 septembre',
    () => deposerTout(monde),
    d => `\u00a0: ${d.length} dossiers déposés, dont ${d.filter(x => x.projet.partenaires.length > 0).length} communs`,
  )
  await etape(
    '20 septembre\u00a0: relevé',
    () => releverDossiers(monde, deposes.length),
    r => `\u00a0: ${compte(r.etats)}`,
  )
  const { recevables } = await etape(
    '21 septembre au 18 octobre\u00a0: instruction',
    () => instruireTout(monde, deposes),
    r => `\u00a0: ${r.jugees} règles tranchées, ${compte(r.etats)}`,
  )
  const comite = await etape(
    '19 au 26 octobre\u00a0: comité',
    () => tenirComite(monde, recevables),
    r => `\u00a0: ${compte(compterPar(r.decisions, d => MOTS_SENS[d.sens]))}`,
  )
  await etape(
    '8 novembre\u00a0: notifications',
    () => notifier(monde, comite.decisions),
    r => `\u00a0: ${r.envoyees} lettres, ${compte(r.etats)}`,
  )
  const publies = await etape(
    'Lauréats publiés',
    () => lireLaureats(monde, comite.decisions),
    r => `\u00a0: ${r.laureats}, ${formatEuros(r.accorde)}`,
  )
  const { rendu, suivi } = await suivre(monde, comite, etape)
  const lignes = await lireListe(monde)
  const journal = await etape(
    'Journal vérifié',
    async () => verifierJournal(monde.donnees),
    texte => `\u00a0: ${texte}`,
  )
  const [etats, demande] = [compterPar(lignes, l => codeDe(l.État ?? '')), demandeDe(lignes)]
  const enveloppe = { montant: monde.appel.montant, demande, accorde: publies.accorde - rendu, reste: publies.reste + rendu }
  const { pdf, requetes } = monde.bilan
  const resume = {
    etats,
    enveloppe,
    suivi,
    pdf,
    courriels: monde.boite.nombre(),
    journal: { verifie: journal.includes('intacte') },
    duree_s: secondes(debut),
  }
  console.log(
    `Enveloppe de ${formatEuros(enveloppe.montant)}\u00a0: ${formatEuros(demande)} demandés, ${formatEuros(enveloppe.accorde)} accordés.`,
  )
  console.log(`${pdf} PDF lus, ${resume.courriels} courriels, ${requetes} requêtes, ${resume.duree_s} s.`)
  if (process.argv.includes('--json')) console.log(JSON.stringify(resume))
} catch (e) {
  console.error(e instanceof Surprise ? e.message : e)
  const derniers = monde.sortie().trim().split('\n').slice(-5).join('\n')
  console.error(`Les dernières lignes du guichet :\n${derniers}`)
  process.exitCode = 1
} finally {
  await monde.fermer()
}
