import { paths } from '../../src/paths.ts'
import { acteGroupe, choixDe } from './acte-groupe.ts'
import type { Depose } from './deposer.ts'
import type { Monde } from './monde.ts'
import { euros } from './projets.ts'
import { etatsDe, lireListe } from './relever.ts'
import { type Corps, caches, Surprise, type Visiteur } from './visiteur.ts'

const i = paths.instruction
/** Which persona instructs a dossier: the référent of its département, a regional one for volet 4. */
export const instructeurDe = ({ projet }: Depose) =>
  projet.volet === 'volet_4' ? 'referent-regional-1' : projet.departement === '2A' ? 'referent-2a' : 'referent-2b'
const voletsDuDepartement = (d: Depose, departement: string) =>
  d.projet.departement === departement && d.projet.volet !== 'volet_4' && d.projet.partenaires.length === 0

/** After the relevé: each dossier is taken, judged, written about and brought to the comité; one waits for its porteur, one is irrecevable. */
export async function instruireTout(m: Monde, deposes: readonly Depose[]) {
  const aCompleter = deposes.find(d => voletsDuDepartement(d, '2A') && d.projet.oubli) ?? deposes.find(d => voletsDuDepartement(d, '2A'))!
  const irrecevable = deposes.find(d => voletsDuDepartement(d, '2B') && d !== aCompleter)!
  await m.regler('2021-09-21T09:30:00')
  await prendreEnCharge(m, deposes)
  await m.regler('2021-09-22T09:00:00')
  const jugees = await trancher(m, deposes)
  await completer(m, aCompleter)
  await m.regler('2021-10-01T10:00:00')
  await declarerIrrecevable(m, irrecevable)
  const recevables = deposes.filter(d => d !== irrecevable)
  await rediger(m, recevables)
  await m.regler('2021-10-18T16:00:00')
  for (const [persona, siens] of parPersona(recevables))
    await acteGroupe(
      await m.persona(persona),
      'passer_au_comite',
      siens.map(d => d.id),
    )
  for (const [persona, siens] of parPersona(recevables))
    await (await m.persona(persona)).pdf(i.fiche(siens[0]!.id), 'lire la fiche d’analyse')
  await m.boite.relever()
  const etats = etatsDe(await lireListe(m))
  if (etats['Au comité'] !== recevables.length) throw new Surprise('passer au comité', i.boite, JSON.stringify(etats))
  return { etats, jugees, recevables }
}

function parPersona(deposes: readonly Depose[]) {
  const groupes = new Map<string, Depose[]>()
  for (const d of deposes) groupes.set(instructeurDe(d), [...(groupes.get(instructeurDe(d)) ?? []), d])
  return groupes
}

/** The référente of Haute-Corse takes hers all at once, the others one by one. */
async function prendreEnCharge(m: Monde, deposes: readonly Depose[]) {
  for (const [persona, siens] of parPersona(deposes)) {
    const v = await m.persona(persona)
    if (persona !== 'referent-2b') for (const d of siens) await v.envoyer(i.priseEnCharge(d.id), {}, 'prendre en charge')
    else
      await acteGroupe(
        v,
        'affecter',
        siens.map(d => d.id),
        page => ({
          a: choixDe(page, 'a').find(c => c.libelle.startsWith(nomDe(m, persona)))?.valeur ?? '',
        }),
      )
  }
}
const nomDe = (m: Monde, persona: string) => m.personas.find(p => p.id === persona)!.nom

/** Verdicts that ask for nothing more, as the list words them. */
const REGLES = /^(?:Respectée|Sans objet|Attention)/
/** Each rule that waits for somebody is judged by the référent of the dossier. */
async function trancher(m: Monde, deposes: readonly Depose[]) {
  let jugees = 0
  for (const ligne of await lireListe(m)) {
    const d = deposes.find(x => x.projet.structure === ligne.Porteur)!
    for (const { id, titre, clause } of m.appel.regles) {
      const verdict = ligne[`${titre} (${clause})`]
      if (!verdict || REGLES.test(verdict)) continue
      const corps = { resultat: 'respectee', raison: 'Vérifié avec les pièces du dossier.', vu: '' }
      await (await m.persona(instructeurDe(d))).envoyer(i.verdict(d.id, id), corps, `trancher la règle ${id}`)
      jugees++
    }
  }
  return jugees
}

/** A complement is asked, answered by the porteur on the point that opens, then closed. */
async function completer(m: Monde, d: Depose) {
  const referent = await m.persona(instructeurDe(d))
  await m.regler('2021-09-23T10:00:00')
  const demande = { 'cible-1': 'c:projet:resume', 'demande-1': 'Dites combien de familles sont concernées.', echeance: '07/10/2021' }
  await referent.envoyer(i.complements(d.id), demande, 'demander un complément')
  await m.regler('2021-09-28T17:30:00')
  const resume = `${String(d.projet.reponses.resume)} 140 familles sont concernées.`
  await d.porteur.v.envoyer(paths.dossiers.etape(d.id, 'projet'), { resume }, 'répondre au complément')
  await d.porteur.v.envoyer(paths.dossiers.complements(d.id), { reponse: 'Voici le nombre de familles.' }, 'envoyer le complément')
  await m.regler('2021-09-30T09:15:00')
  const page = await referent.lire(i.complements(d.id), 'lire la réponse')
  const cloture = /action="([^"]*\/complements\/[0-9a-f-]{36}\/cloture)"/.exec(page)?.[1]
  if (!cloture) throw new Surprise('lire la réponse', i.complements(d.id), 'la page ne permet pas de clore la demande')
  await referent.envoyer(cloture, { note: 'Chiffre vérifié.', tout: 'oui' }, 'clore la demande')
}

async function declarerIrrecevable(m: Monde, d: Depose) {
  const referent = await m.persona(instructeurDe(d))
  const raison = 'La délibération jointe est celle d’un autre projet. Le conseil municipal ne s’est pas prononcé sur celui-ci.'
  const corps = { resultat: 'non_respectee', raison: 'La délibération jointe est celle d’un autre projet.', vu: '' }
  await referent.envoyer(i.verdict(d.id, 'deliberation'), corps, 'juger la délibération')
  await referent.envoyer(i.irrecevabilite(d.id), { regles: 'deliberation', raison }, 'déclarer le dossier irrecevable')
  await d.porteur.v.pdf(paths.dossiers.lettre(d.id), 'lire la lettre d’irrecevabilité')
}

const AVIS = ['favorable', 'favorable', 'reserve', 'favorable', 'defavorable']
/** Reports, a few a day in the first half of October. */
async function rediger(m: Monde, deposes: readonly Depose[]) {
  for (const [n, d] of deposes.entries()) {
    if (n % 6 === 0) await m.regler(`2021-10-${String(4 + Math.floor(n / 6)).padStart(2, '0')}T14:00:00`)
    await analyser(await m.persona(instructeurDe(d)), d, n)
  }
}

async function analyser(v: Visiteur, { id, projet }: Depose, n: number) {
  const html = await v.lire(i.analyse(id), 'ouvrir l’analyse')
  const criteres = [...new Set([...html.matchAll(/name="(critere\.[a-z0-9_]+)"/g)].map(x => x[1]!))]
  const lignes = [...html.matchAll(/name="ligne" value="(\d+)"(?![^>]*disabled)/g)].map(x => x[1]!)
  const avis = AVIS[n % AVIS.length]!
  const part = avis === 'favorable' ? 100 : avis === 'reserve' ? 80 : 50
  const corps: Corps = {
    ...caches(html),
    ...Object.fromEntries(criteres.map((c, k) => [c, String(1 + ((n + k) % 3))])),
    ...Object.fromEntries([1, 2, 3, 4].map(k => [`priorite.${k}`, ['oui', 'en_partie', 'non'][(n + k) % 3]!])),
    points_forts: 'Un besoin chiffré, un calendrier tenable.',
    reserves: avis === 'favorable' ? '' : 'La suite après l’aide reste à préciser.',
    avis,
    ligne: lignes,
    montant: euros(Math.floor((projet.aide * part) / 100)),
    calcule: 'taux',
  }
  await v.envoyer(i.finAnalyse(id), corps, 'terminer l’analyse')
}
