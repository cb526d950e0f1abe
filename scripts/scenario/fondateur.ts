import { MOTS_SENS } from '../../src/features/decisions/decision.rules.ts'
import { formatEuros } from '../../src/lib/euros.ts'
import { tenirComite } from './comite.ts'
import { etape, secondes, verifierJournal } from './commande.ts'
import { deposerTout } from './deposer.ts'
import { instruireTout } from './instruire.ts'
import type { Monde } from './monde.ts'
import { lireLaureats, notifier } from './notifier.ts'
import { publierAppel } from './publier.ts'
import { codeDe, compterPar, demandeDe, lireListe, releverDossiers } from './relever.ts'
import { SIGNEES } from './signer.ts'
import { suivre } from './suivi.ts'

const NOVEMBRE = { confirmees: '2021-11-08T07:30:00', envoyees: '2021-11-08T14:00:00' }

const compte = (n: Record<string, number>) =>
  Object.entries(n)
    .map(([mot, k]) => `${k} ${mot.toLowerCase()}`)
    .join(', ')

/** The founding call, with its sixty dossiers, from its publication to the last payment. */
export async function jouerFondateur(m: Monde) {
  await etape('15 juin\u00a0: l’appel est relu et publié', () => publierAppel(m))
  const deposes = await etape(
    '1er juillet au 17 septembre',
    () => deposerTout(m),
    d => `\u00a0: ${d.length} dossiers déposés, dont ${d.filter(x => x.projet.partenaires.length > 0).length} communs`,
  )
  await etape(
    '20 septembre\u00a0: relevé',
    () => releverDossiers(m, deposes.length),
    r => `\u00a0: ${compte(r.etats)}`,
  )
  const { recevables } = await etape(
    '21 septembre au 18 octobre\u00a0: instruction',
    () => instruireTout(m, deposes),
    r => `\u00a0: ${r.jugees} règles tranchées, ${compte(r.etats)}`,
  )
  const comite = await etape(
    '19 au 26 octobre\u00a0: comité',
    () => tenirComite(m, recevables),
    r => `\u00a0: ${compte(compterPar(r.decisions, d => MOTS_SENS[d.sens]))}`,
  )
  await etape(
    '8 novembre\u00a0: signature, notifications',
    () => notifier(m, comite.decisions, NOVEMBRE, SIGNEES),
    r => `\u00a0: ${r.envoyees} lettres, ${compte(r.etats)}`,
  )
  const publies = await etape(
    'Lauréats publiés',
    () => lireLaureats(m, comite.decisions),
    r => `\u00a0: ${r.laureats}, ${formatEuros(r.accorde)}`,
  )
  const { rendu, suivi } = await suivre(m, comite, etape)
  const lignes = await lireListe(m)
  const journal = await etape(
    'Journal vérifié',
    async () => verifierJournal(m.donnees),
    texte => `\u00a0: ${texte}`,
  )
  const [etats, demande] = [compterPar(lignes, l => codeDe(l.État ?? '')), demandeDe(lignes)]
  const enveloppe = { montant: m.appel.montant, demande, accorde: publies.accorde - rendu, reste: publies.reste + rendu }
  const { pdf, requetes } = m.bilan
  const resume = {
    etats,
    enveloppe,
    suivi,
    pdf,
    courriels: m.boite.nombre(),
    journal: { verifie: journal.includes('intacte') },
    duree_s: secondes(),
  }
  console.log(
    `Enveloppe de ${formatEuros(enveloppe.montant)}\u00a0: ${formatEuros(demande)} demandés, ${formatEuros(enveloppe.accorde)} accordés.`,
  )
  console.log(`${pdf} PDF lus, ${resume.courriels} courriels, ${requetes} requêtes, ${resume.duree_s} s.`)
  return resume
}
