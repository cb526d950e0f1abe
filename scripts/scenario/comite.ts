import type { Sens } from '../../src/features/decisions/decision.rules.ts'
import { paths } from '../../src/paths.ts'
import { choixDe } from './acte-groupe.ts'
import { centimes } from './appel.ts'
import type { Depose } from './deposer.ts'
import type { Monde } from './monde.ts'
import { euros } from './projets.ts'
import { type Corps, caches, idDe, Surprise, texteDe, type Visiteur } from './visiteur.ts'

const c = paths.comite
/** Those who sit, in the order of the seats of the call. */
const MEMBRES = ['referent-regional-1', 'referent-regional-2', 'referent-2a', 'referent-2b']
export type Decision = { depose: Depose; sens: Sens; montant: number }

/** The comité of 26 October: called, interests declared, scored by each of its members, decided down to the envelope, closed. */
export async function tenirComite(m: Monde, deposes: readonly Depose[]) {
  await m.regler('2021-10-19T10:00:00')
  const seance = await convoquer(m, deposes)
  // the référent of Corse-du-Sud has a relative on the council of this commune
  const enConflit = deposes.find(d => d.projet.structure === 'Ajaccio') ?? deposes[0]!
  await m.regler('2021-10-20T11:00:00')
  await Promise.all(
    MEMBRES.map(async (persona, n) =>
      noterTout(await m.persona(persona), seance, deposes, { n, conflit: persona === 'referent-2a' ? enConflit : undefined }),
    ),
  )
  await m.regler('2021-10-26T14:30:00')
  const admin = await m.persona('administrateur')
  await ouvrir(admin, seance)
  const decisions = await decider(admin, seance, deposes, m.appel.montant)
  await m.regler('2021-10-26T18:40:00')
  await admin.envoyer(c.cloture(seance), {}, 'clore la séance')
  await signer(m, admin, seance)
  return { decisions, enConflit }
}

/** The procès-verbal is established, signed by those who were there, frozen: the letters wait for it. */
async function signer(m: Monde, admin: Visiteur, seance: string) {
  await admin.envoyer(c.procesVerbal(seance), {}, 'établir le procès-verbal')
  for (const persona of MEMBRES)
    await (await m.persona(persona)).envoyer(c.signatureProcesVerbal(seance), { version: '1', reserve: '' }, 'signer le procès-verbal')
  await admin.envoyer(c.gelProcesVerbal(seance), { version: '1', motif: '' }, 'figer le procès-verbal')
}

async function convoquer(m: Monde, deposes: readonly Depose[]) {
  const admin = await m.persona('administrateur')
  const page = await admin.lire(c.seances(m.appel.slug), 'préparer la séance')
  const sieges = MEMBRES.map((persona, n) => {
    const { nom } = m.personas.find(p => p.id === persona)!
    return [`siege-${n}`, choixDe(page, `siege-${n}`).find(x => x.libelle === nom)?.valeur ?? '']
  })
  const corps = {
    jour: '26/10/2021',
    heure: '14:30',
    lieu: 'Préfecture de Corse, salle du conseil',
    ...Object.fromEntries(sieges),
    dossiers: deposes.map(d => d.id),
  }
  const { vers } = await admin.envoyer(c.seances(m.appel.slug), corps, 'convoquer le comité')
  return idDe(vers)
}

type Place = { n: number; conflit: Depose | undefined }
/** A member declares its interests on every dossier, then scores all those that it may read. */
async function noterTout(v: Visiteur, seance: string, deposes: readonly Depose[], { n, conflit }: Place) {
  const interets = deposes.flatMap(d =>
    d === conflit
      ? [
          [`interet-${d.id}`, 'conflit'],
          [`motif-${d.id}`, 'Un membre de ma famille siège au conseil municipal.'],
        ]
      : [[`interet-${d.id}`, 'aucun']],
  )
  await v.envoyer(c.conflits(seance), Object.fromEntries(interets), 'déclarer ses intérêts')
  const lisibles = deposes.filter(d => d !== conflit)
  const page = await v.lire(c.grille(seance, lisibles[0]!.id), 'ouvrir une grille')
  const criteres = [...new Set([...page.matchAll(/name="(note-[a-z0-9_]+)"/g)].map(x => x[1]!))]
  for (const [k, d] of lisibles.entries()) {
    const notes = Object.fromEntries(criteres.map((nom, j) => [nom, String(1 + ((n + k + j) % 3))]))
    await v.envoyer(c.finalisation(seance, d.id), notes, 'finaliser sa note')
  }
  if (conflit) await v.envoyer(c.finalisation(seance, conflit.id), {}, 'noter malgré un conflit', 403)
}

/** Everybody is there, the first regional référent chairs. */
async function ouvrir(admin: Visiteur, seance: string) {
  await admin.envoyer(c.ouverture(seance), {}, 'ouvrir la séance')
  const page = await admin.lire(c.seance(seance), 'lire la séance')
  const presences = [...new Set([...page.matchAll(/name="(presence-[0-9a-f-]{36})"/g)].map(x => x[1]!))]
  if (presences.length !== MEMBRES.length) throw new Surprise('ouvrir la séance', c.seance(seance), `${presences.length} membres`)
  const president = presences[0]!.slice('presence-'.length)
  await admin.envoyer(c.presences(seance), { ...Object.fromEntries(presences.map(p => [p, 'present'])), president }, 'noter les présences')
}

/** Ranks of the reserve list that are given. */
const RESERVE = 5
/**
 * In the order of the agenda: everything that the rules allow while the envelope holds it, then what is left of it to one more, then a reserve
 * list; the others are not kept. What no longer fits is first refused by the room.
 */
async function decider(admin: Visiteur, seance: string, deposes: readonly Depose[], montant: number): Promise<Decision[]> {
  const decisions: Decision[] = []
  let [reste, rang, refusee] = [montant, 0, false]
  for (const [n, depose] of deposes.entries()) {
    const page = await admin.lire(c.salleDossier(seance, depose.id), 'lire le dossier en séance')
    const plafond = centimes(/Au plus ([\d\s\u00a0\u202f,]+)/.exec(page)?.[1] ?? '')
    const montre = centimes(/Il reste ([\d\s\u00a0\u202f,]+)/.exec(page)?.[1] ?? '')
    if (montre !== reste)
      throw new Surprise('lire l’enveloppe', c.salleDossier(seance, depose.id), `reste ${euros(montre)}, attendu ${euros(reste)}`)
    const dire = (corps: Corps, statut?: number) =>
      admin.envoyer(c.decision(seance, depose.id), { ...VIDE, ...caches(page), ...corps }, `décider\u00a0: ${String(corps.sens)}`, statut)
    const tranche = async (sens: Sens, pris: number, corps: Corps) => {
      await dire({ sens, ...corps })
      reste -= pris
      decisions.push({ depose, sens, montant: pris })
    }
    if (n % 7 === 5) await tranche('non_retenu', 0, { motif: 'Le projet n’est pas encore assez précis.' })
    else if (plafond <= reste) await tranche('retenu', plafond, { montant: euros(plafond), conclusion: 'Projet prêt à démarrer.' })
    else {
      if (!refusee) {
        const { page: refus } = await dire({ sens: 'retenu', montant: euros(plafond) }, 422)
        if (!texteDe(refus).includes('L’enveloppe ne suffit pas'))
          throw new Surprise('dépasser l’enveloppe', c.decision(seance, depose.id), 'le refus ne dit pas pourquoi')
        refusee = true
      }
      if (reste > 0) await tranche('partiel', reste, { montant: euros(reste), conditions: 'Réduire le premier lot.' })
      else if (rang < RESERVE) await tranche('liste_complementaire', 0, { rang: String(++rang) })
      else await tranche('non_retenu', 0, { motif: 'L’enveloppe est épuisée par des projets mieux classés.' })
    }
  }
  return decisions
}
const VIDE = { montant: '', rang: '', motif: '', conditions: '', conclusion: '' }
