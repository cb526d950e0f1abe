import type { Appel } from '../../../src/features/cahier/index.ts'
import { debutDuJour } from '../../../src/lib/dates.ts'
import { paths } from '../../../src/paths.ts'
import type { MondeCommun } from '../monde.ts'
import { caches, Surprise, texteDe } from '../visiteur.ts'
import type { Depose } from './deposer.ts'

const HEURE_MS = 3_600_000

/** The intentions answered as the test dossiers say, told together, each porteur reading its letter; those that passed. */
export async function preselectionner(m: MondeCommun, appel: Appel, deposes: readonly Depose[], apres: Date): Promise<Depose[]> {
  const prevue = appel.phases?.intention.reponse
  await m.regler(new Date(Math.max(apres.getTime(), prevue ? debutDuJour(prevue).getTime() + 9 * HEURE_MS : 0)))
  const admin = await m.persona('administrateur')
  const adresse = paths.instruction.preselection(appel.slug)
  const page = await admin.lire(adresse, 'ouvrir la présélection')
  const oui = ({ joue }: Depose) => joue.essai.attendu.preselection !== 'non'
  const corps = Object.fromEntries(
    deposes.flatMap(d => [
      [`r_${d.id}`, oui(d) ? 'oui' : 'non'],
      [`m_${d.id}`, oui(d) ? '' : 'L’équipe n’est pas encore réunie.'],
    ]),
  )
  await admin.envoyer(adresse, { ...caches(page), ...corps, acte: 'enregistrer' }, 'répondre aux intentions')
  await admin.envoyer(paths.instruction.annonce(appel.slug), { signataire: '', seance: '' }, 'annoncer la présélection')
  await m.boite.relever()
  for (const d of deposes) {
    const { code } = d.joue.essai
    const dit = texteDe(await d.porteur.v.lire(paths.dossiers.voir(d.id), `${code}\u00a0: lire la réponse`))
    const attendu = oui(d) ? 'Vous êtes présélectionnés' : 'n’est pas présélectionné'
    if (!dit.includes(attendu))
      throw new Surprise(`${code}\u00a0: lire la réponse`, paths.dossiers.voir(d.id), `elle ne dit pas «\u00a0${attendu}\u00a0»`)
    await d.porteur.v.pdf(paths.dossiers.preselection(d.id), `${code}\u00a0: lire la lettre`)
  }
  return deposes.filter(oui)
}
