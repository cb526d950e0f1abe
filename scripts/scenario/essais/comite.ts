import type { Appel } from '../../../src/features/cahier/index.ts'
import { formatJourCourt } from '../../../src/lib/dates.ts'
import { formatEuros, saisieEuros } from '../../../src/lib/euros.ts'
import { paths } from '../../../src/paths.ts'
import { choixDe } from '../acte-groupe.ts'
import { centimes } from '../appel.ts'
import type { MondeCommun } from '../monde.ts'
import { type Corps, caches, idDe, offres, Surprise, texteDe, type Visiteur } from '../visiteur.ts'
import { INSTRUCTEUR, MEMBRE } from './cadre.ts'
import type { Depose } from './deposer.ts'

const c = paths.comite
const JOUR_MS = 86_400_000
export type Decision = { depose: Depose; sens: string; montant: number }

/** The comité of a call: as many as its seats, interests declared, scored, decided as the test dossiers say, closed, its procès-verbal signed by all. */
export async function tenirComite(m: MondeCommun, appel: Appel, deposes: readonly Depose[], apres: Date): Promise<Decision[]> {
  const jour = (n: number, heures = 0) => new Date(apres.getTime() + n * JOUR_MS + heures * 3_600_000)
  await m.regler(jour(7))
  const admin = await m.persona('administrateur')
  const { seance, membres } = await convoquer(m, admin, { adresse: c.seances(m.appel.slug), ids: deposes.map(d => d.id), le: jour(21) })
  await m.regler(jour(10))
  for (const id of membres) await noterTout(await m.persona(id), seance, deposes)
  await m.regler(jour(21))
  await ouvrir(admin, seance, membres.length)
  const ou = { lire: (id: string) => c.salleDossier(seance, id), dire: (id: string) => c.decision(seance, id) }
  const decisions = await decider(admin, ou, appel, deposes)
  await m.regler(jour(21, 4))
  await admin.envoyer(c.cloture(seance), {}, 'clore la séance')
  await admin.envoyer(c.procesVerbal(seance), {}, 'établir le procès-verbal')
  for (const id of membres)
    await (await m.persona(id)).envoyer(c.signatureProcesVerbal(seance), { version: '1', reserve: '' }, 'signer le procès-verbal')
  await admin.envoyer(c.gelProcesVerbal(seance), { version: '1', motif: '' }, 'figer le procès-verbal')
  return decisions
}

type AConvoquer = { adresse: string; ids: readonly string[]; le: Date }
/** Each seat to the first of those who sit that it takes. `adresse`: where a séance of the comité, or of a body of the call, is called. */
export async function convoquer(m: MondeCommun, admin: Visiteur, { adresse, ids, le }: AConvoquer) {
  const page = await admin.lire(adresse, 'préparer la séance')
  const libres = m.personas.filter(p => MEMBRE.test(p.id))
  const membres: string[] = []
  const sieges: Record<string, string> = {}
  for (let n = 0; page.includes(`name="siege-${n}"`); n++) {
    const choix = choixDe(page, `siege-${n}`)
    const pris = libres.find(p => !membres.includes(p.id) && choix.some(x => x.libelle === p.nom))
    if (!pris) continue
    membres.push(pris.id)
    sieges[`siege-${n}`] = choix.find(x => x.libelle === pris.nom)!.valeur
  }
  const corps = {
    jour: formatJourCourt(le),
    heure: '14:30',
    lieu: 'Salle du conseil',
    ...sieges,
    dossiers: [...ids],
  }
  const { vers } = await admin.envoyer(adresse, corps, 'convoquer la séance')
  return { seance: idDe(vers), membres }
}

async function noterTout(v: Visiteur, seance: string, deposes: readonly Depose[]) {
  const interets = Object.fromEntries(deposes.map(d => [`interet-${d.id}`, 'aucun']))
  await v.envoyer(c.conflits(seance), interets, 'déclarer ses intérêts')
  for (const d of deposes) {
    const page = await v.lire(c.grille(seance, d.id), 'ouvrir une grille')
    const notes = [...offres(page, 'note-')].map(([nom, choix]) => [nom, choix.findLast(x => /^\d+$/.test(x)) ?? choix[0]!])
    await v.envoyer(c.finalisation(seance, d.id), Object.fromEntries(notes), 'finaliser sa note')
  }
}

/** Everybody is there, the first seat chairs. */
export async function ouvrir(admin: Visiteur, seance: string, nombre: number) {
  await admin.envoyer(c.ouverture(seance), {}, 'ouvrir la séance')
  const page = await admin.lire(c.seance(seance), 'lire la séance')
  const presences = [...new Set([...page.matchAll(/name="(presence-[0-9a-f-]{36})"/g)].map(x => x[1]!))]
  if (presences.length !== nombre)
    throw new Surprise('ouvrir la séance', c.seance(seance), `${presences.length} membres au lieu de ${nombre}`)
  const president = presences[0]!.slice('presence-'.length)
  await admin.envoyer(c.presences(seance), { ...Object.fromEntries(presences.map(p => [p, 'present'])), president }, 'noter les présences')
}

/** Where a dossier is read by whoever decides, and where what they decide is sent. */
type Ou = { lire: (id: string) => string; dire: (id: string) => string }

/** A call without a comité: the service decides on what is ready, in the order of its instruction; nobody sits. */
export async function deciderSansComite(m: MondeCommun, appel: Appel, deposes: readonly Depose[], apres: Date): Promise<Decision[]> {
  await m.regler(new Date(apres.getTime() + 21 * JOUR_MS))
  const v = await m.persona(INSTRUCTEUR)
  const liste = paths.instruction.decisions(m.appel.slug)
  const page = await v.lire(liste, 'lire les dossiers à décider')
  const places = deposes.map(d => page.indexOf(paths.instruction.decision(d.id)))
  if (places.includes(-1) || places.some((p, n) => n > 0 && p < places[n - 1]!))
    throw new Surprise('lire les dossiers à décider', liste, 'ils n’y sont pas tous, dans l’ordre de leur instruction')
  const decisions = await decider(v, { lire: paths.instruction.decision, dire: paths.instruction.decision }, appel, deposes)
  const admin = await m.persona('administrateur')
  await admin.envoyer(c.seances(m.appel.slug), {}, 'convoquer une séance d’un appel sans comité', 404)
  return decisions
}

const VIDE = { montant: '', rang: '', motif: '', conditions: '', conclusion: '' }
const REFUS = { laureats: 'projets au plus', enveloppe: 'ne suffit pas' }

/** In the order of the file: what each test dossier says, after the refusal that it expects. The room says the most that may be granted, to the cent. */
async function decider(v: Visiteur, ou: Ou, appel: Appel, deposes: readonly Depose[]): Promise<Decision[]> {
  const decisions: Decision[] = []
  let [rang, reste] = [0, appel.enveloppes.reduce((t, e) => t + e.montant, 0)]
  for (const depose of deposes) {
    const { essai, plafond } = depose.joue
    const { decision: sens = 'retenu', montant, refus } = essai.attendu
    const adresse = ou.lire(depose.id)
    const page = await v.lire(adresse, `${essai.code}\u00a0: lire le dossier à décider`)
    const lire = (mot: string) => centimes(new RegExp(`${mot} ([\\d\\s\\u00a0\\u202f,]+)`).exec(page)?.[1] ?? '')
    const exiger = (quoi: string, lu: number, attendu: number | undefined) => {
      if (lu !== attendu)
        throw new Surprise(
          `${essai.code}\u00a0: ${quoi}`,
          adresse,
          `${formatEuros(lu, { centimes: true })} lus, ${attendu === undefined ? 'rien' : formatEuros(attendu, { centimes: true })} attendus`,
        )
    }
    exiger('le montant maximal', lire('Au plus'), sens === 'retenu' ? (montant ?? plafond) : plafond)
    // several envelopes may each pay for some dossiers only
    if (appel.enveloppes.length === 1) exiger('le reste de l’enveloppe', lire('Il reste'), reste)
    const dire = (corps: Corps, statut?: number) =>
      v.envoyer(ou.dire(depose.id), { ...VIDE, ...caches(page), ...corps }, `${essai.code}\u00a0: décider, ${String(corps.sens)}`, statut)
    const tout = { sens: 'retenu', montant: saisieEuros(plafond ?? 0), conclusion: 'Projet prêt à démarrer.' }
    if (refus) {
      const { page: refusee } = await dire(tout, 422).catch(e => {
        if (!(e instanceof Surprise)) throw e
        const [, , dit] = e.message.split('\n')
        const libre = formatEuros(lire('Il reste'), { centimes: true })
        throw new Surprise(
          `${essai.code}\u00a0: être refusé`,
          adresse,
          `l’essai attend que «\u00a0retenu\u00a0» soit refusé (${refus})\u00a0; il restait ${libre} dans ce qui peut payer ce dossier. ${dit?.trim()}`,
        )
      })
      if (!texteDe(refusee).includes(REFUS[refus]))
        throw new Surprise(`${essai.code}\u00a0: être refusé`, adresse, `le refus ne parle pas de «\u00a0${REFUS[refus]}\u00a0»`)
    }
    const accorde = sens === 'retenu' ? (plafond ?? 0) : sens === 'partiel' ? montant! : 0
    const corps: Record<string, Corps> = {
      retenu: tout,
      partiel: { sens, montant: saisieEuros(accorde), conditions: 'Réduire le premier lot.' },
      liste_complementaire: { sens, rang: String(++rang) },
      non_retenu: { sens, motif: 'Le projet n’est pas encore assez précis.' },
    }
    if (sens !== 'liste_complementaire') rang--
    await dire(corps[sens]!)
    reste -= accorde
    decisions.push({ depose, sens, montant: accorde })
  }
  return decisions
}
