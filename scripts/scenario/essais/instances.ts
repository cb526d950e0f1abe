import type { Appel } from '../../../src/features/cahier/index.ts'
import { paths } from '../../../src/paths.ts'
import type { MondeCommun } from '../monde.ts'
import { Surprise } from '../visiteur.ts'
import { convoquer, ouvrir } from './comite.ts'
import type { Depose } from './deposer.ts'

const c = paths.comite
const JOUR_MS = 86_400_000

/**
 * Each body of the call that gives opinions, in order, sits on the dossiers that its page says go before it: everybody is there and says yes, whoever chairs signs the
 * procès-verbal. How many opinions were given.
 */
export async function consulterInstances(m: MondeCommun, appel: Appel, deposes: readonly Depose[], apres: Date): Promise<number> {
  let rendus = 0
  for (const [n, instance] of appel.instances.filter(x => x.nature === 'avis').entries()) {
    const jour = (heures: number) => new Date(apres.getTime() + (2 + n) * JOUR_MS + heures * 3_600_000)
    await m.regler(jour(0))
    const admin = await m.persona('administrateur')
    const adresse = `${c.seances(m.appel.slug)}?instance=${instance.code}`
    const page = await admin.lire(adresse, `${instance.libelle}\u00a0: préparer la séance`)
    const demandes = deposes.filter(d => page.includes(`value="${d.id}"`))
    if (demandes.length === 0) continue
    const { seance, membres } = await convoquer(m, admin, { adresse, ids: demandes.map(d => d.id), le: jour(8) })
    const interets = Object.fromEntries(demandes.map(d => [`interet-${d.id}`, 'aucun']))
    for (const id of membres) await (await m.persona(id)).envoyer(c.conflits(seance), interets, 'déclarer ses intérêts')
    await m.regler(jour(8))
    await ouvrir(admin, seance, membres.length)
    for (const d of demandes) {
      const avis = { sens: 'favorable', pour: String(membres.length), contre: '0', abstention: '0', sans_vote: '', raison: '', vue: '' }
      await admin.envoyer(c.decision(seance, d.id), avis, `${d.joue.essai.code}\u00a0: rendre l’avis`)
      rendus++
    }
    await admin.envoyer(c.cloture(seance), {}, 'clore la séance')
    await admin.envoyer(c.procesVerbal(seance), {}, 'établir le procès-verbal')
    await signer(m, membres, seance)
    await admin.envoyer(c.gelProcesVerbal(seance), { version: '1' }, 'figer le procès-verbal')
  }
  return rendus
}

/** Whoever chairs signs, and nobody else is asked to. */
async function signer(m: MondeCommun, membres: readonly string[], seance: string) {
  for (const id of membres) {
    const v = await m.persona(id)
    if (!(await v.lire(c.procesVerbal(seance), 'relire le procès-verbal')).includes(c.signatureProcesVerbal(seance))) continue
    await v.envoyer(c.signatureProcesVerbal(seance), { version: '1', reserve: '' }, 'signer le procès-verbal')
    return
  }
  throw new Surprise('signer le procès-verbal', c.procesVerbal(seance), 'personne ne peut le signer')
}
