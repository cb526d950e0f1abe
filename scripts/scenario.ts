// `npm run scenario`: plays the call of 2021 over HTTP, as its people do, on a guichet of its own that is removed at the end. `--json`: the
// last line is one object. Ends with 1 at the first answer that is not the expected one, and says which.
import { execFileSync } from 'node:child_process'
import { formatEuros } from '../src/lib/euros.ts'
import { deposerTout } from './scenario/deposer.ts'
import { ouvrirMonde } from './scenario/monde.ts'
import { publierAppel } from './scenario/publier.ts'
import { compter, demandeDe, lireListe, releverDossiers } from './scenario/relever.ts'
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
  return execFileSync(process.execPath, ['scripts/journal-verifier.ts'], { env, encoding: 'utf8' }).trim()
}

const monde = await etape('Guichet ouvert', ouvrirMonde)
try {
  await etape('15 juin : l’appel est relu et publié', () => publierAppel(monde))
  const deposes = await etape(
    '1er juillet au 17 septembre',
    () => deposerTout(monde),
    d => ` : ${d.length} dossiers déposés, dont ${d.filter(x => x.projet.partenaires.length > 0).length} communs`,
  )
  await etape(
    '20 septembre : relevé',
    () => releverDossiers(monde, deposes.length),
    r => ` : ${compte(r.etats)}`,
  )
  const lignes = await lireListe(monde)
  const journal = await etape(
    'Journal vérifié',
    async () => verifierJournal(monde.donnees),
    texte => ` : ${texte}`,
  )
  const [etats, demande] = [compter(lignes, 'État'), demandeDe(lignes)]
  const accorde = 0
  const enveloppe = { montant: monde.appel.montant, demande, accorde, reste: monde.appel.montant - accorde }
  const { pdf, requetes } = monde.bilan
  const resume = {
    etats,
    enveloppe,
    pdf,
    courriels: monde.boite.nombre(),
    journal: { verifie: journal.includes('intacte') },
    duree_s: secondes(debut),
  }
  console.log(`Enveloppe de ${formatEuros(enveloppe.montant)} : ${formatEuros(demande)} demandés, ${formatEuros(accorde)} accordés.`)
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
