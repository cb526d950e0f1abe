import type { Appel } from '../../../src/features/cahier/index.ts'
import { prochainsReleves } from '../../../src/features/calendrier/index.ts'
import { reglesDeLAppel } from '../../../src/features/recevabilite/index.ts'
import { debutDuJour } from '../../../src/lib/dates.ts'
import { formatEuros, saisieEuros } from '../../../src/lib/euros.ts'
import { finExclue } from '../../../src/lib/periodes.ts'
import { paths } from '../../../src/paths.ts'
import { motVerdict } from '../../../src/ui/verdicts.tsx'
import { centimes } from '../appel.ts'
import type { MondeCommun } from '../monde.ts'
import { type Ligne, lireListe } from '../relever.ts'
import { type Corps, caches, offres, Surprise } from '../visiteur.ts'
import { recueillirAvis } from './avis.ts'
import { INSTRUCTEUR } from './cadre.ts'
import type { Depose } from './deposer.ts'

const i = paths.instruction
const JOUR_MS = 86_400_000

/** The instants at which what was filed is taken up, in order: the relevés of the call, or nothing when instruction begins with the filing. */
export function relevesApres(appel: Appel, deposes: readonly Depose[]): Date[] {
  const { continu, vagues } = appel.calendrier
  const instants = deposes.flatMap(({ joue: { instant } }): Date[] => {
    if (continu) return [prochainsReleves(appel, instant).prochain ?? []].flat()
    const vague = vagues.findLast(v => v.ouverture <= instant)
    return vague?.releve ? [new Date(Math.max(debutDuJour(vague.releve).getTime(), finExclue(vague)))] : []
  })
  return [...new Set(instants.map(x => x.getTime()))].sort((a, b) => a - b).map(x => new Date(x))
}

/** After the relevés, each dossier is in the list of the service, instructed, with the aid that it asked for to the cent. `enTout`: how many the list has, those of the other temps included. */
export async function releverEssais(m: MondeCommun, appel: Appel, deposes: readonly Depose[], enTout = deposes.length) {
  for (const releve of relevesApres(appel, deposes)) await m.regler(new Date(releve.getTime() + 60_000))
  const fin = Math.max(...deposes.map(d => d.joue.instant.getTime()), ...appel.calendrier.vagues.map(v => v.cloture?.getTime() ?? 0))
  const apres = new Date(Math.max(fin, ...relevesApres(appel, deposes).map(r => r.getTime())) + JOUR_MS)
  await m.regler(apres)
  const lignes = await lireListe(m)
  if (lignes.length !== enTout) throw new Surprise('relever les dossiers', i.boite, `${lignes.length} dossiers au lieu de ${enTout}`)
  for (const d of deposes) {
    const ligne = ligneDe(lignes, d)
    if (ligne.État !== 'En instruction')
      throw new Surprise(`${d.joue.essai.code}\u00a0: relever`, i.boite, `son état est «\u00a0${ligne.État}\u00a0»`)
    const [lu, attendu] = [centimes(ligne['Aide demandée (€)']!), d.joue.aide ?? 0]
    if (lu !== attendu)
      throw new Surprise(`${d.joue.essai.code}\u00a0: aide demandée`, i.boite, `${formatEuros(lu)} lus, ${formatEuros(attendu)} attendus`)
  }
  return { lignes, apres }
}

function ligneDe(lignes: readonly Ligne[], d: Depose): Ligne {
  const { nom } = d.joue.essai.porteur!
  const ligne = lignes.find(l => l.Porteur === nom && Object.values(l).includes(d.projet.titre))
  if (!ligne) throw new Surprise(`${d.joue.essai.code}\u00a0: le trouver dans la liste`, i.boite, `absent\u00a0: ${nom}, ${d.projet.titre}`)
  return ligne
}

/** Verdicts that ask for nothing more, as the list words them. */
const REGLES = /^(?:Respectée|Sans objet|Attention)/

/** Each dossier is taken, its verdicts those that its test dossier expects, judged, written about; the opinions that the call asks for are asked and given; it is brought to the comité. */
export async function instruireEssais(m: MondeCommun, appel: Appel, deposes: readonly Depose[], lignes: readonly Ligne[]) {
  const v = await m.persona(INSTRUCTEUR)
  let [jugees, avis] = [0, 0]
  for (const d of deposes) {
    const { code } = d.joue.essai
    await v.envoyer(i.priseEnCharge(d.id), {}, `${code}\u00a0: prendre en charge`)
    const ligne = ligneDe(lignes, d)
    for (const { id, titre, clauses } of reglesDeLAppel(appel)) {
      const verdict = ligne[clauses[0] ? `${titre} (${clauses[0]})` : titre]
      // what the rank says is the service's to settle: it is filed « à vérifier »
      const secret = d.joue.verdicts.find(v => v.regle === id)?.autres === 'rang'
      const attendu = secret ? undefined : d.joue.essai.attendu.verdicts[id]
      if (attendu && !verdict?.startsWith(motVerdict(attendu)))
        throw new Surprise(
          `${code}\u00a0: la règle ${id}`,
          i.boite,
          `le guichet dit «\u00a0${verdict ?? ''}\u00a0», l’essai attend «\u00a0${motVerdict(attendu)}\u00a0»`,
        )
      if (!verdict || REGLES.test(verdict)) continue
      await v.envoyer(
        i.verdict(d.id, id),
        { resultat: 'respectee', raison: 'Vérifié avec les pièces.', vu: '' },
        `${code}\u00a0: trancher ${id}`,
      )
      jugees++
    }
    await analyser(m, d)
    avis += await recueillirAvis(m, v, d)
    await v.envoyer(i.comite(d.id), {}, `${code}\u00a0: passer au comité`)
    await v.pdf(i.fiche(d.id), `${code}\u00a0: lire la fiche`)
  }
  return { jugees, avis }
}

async function analyser(m: MondeCommun, { id, joue }: Depose) {
  const v = await m.persona(INSTRUCTEUR)
  const { code, attendu } = joue.essai
  const html = await v.lire(i.analyse(id), `${code}\u00a0: ouvrir l’analyse`)
  const meilleurs = (debut: string) =>
    Object.fromEntries([...offres(html, debut)].map(([nom, choix]) => [nom, choix.findLast(x => /^\d+$/.test(x)) ?? choix[0]!]))
  const lignes = [...html.matchAll(/name="ligne" value="(\d+)"(?![^>]*disabled)/g)].map(x => x[1]!)
  const corps: Corps = {
    ...caches(html),
    ...meilleurs('critere.'),
    ...Object.fromEntries([...offres(html, 'priorite.')].map(([nom, choix]) => [nom, choix[0]!])),
    points_forts: 'Un besoin chiffré, un calendrier tenable.',
    reserves: '',
    avis: attendu.decision === 'non_retenu' ? 'defavorable' : 'favorable',
    ligne: lignes,
    montant: saisieEuros(joue.plafond ?? 0),
    calcule: lignes.length > 0 ? 'taux' : 'montant',
  }
  await v.envoyer(i.finAnalyse(id), corps, `${code}\u00a0: terminer l’analyse`)
}
