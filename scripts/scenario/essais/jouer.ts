import type { Appel } from '../../../src/features/cahier/index.ts'
import { type EssaiJoue, jouerEssais } from '../../../src/features/examen/index.ts'
import { formatJour } from '../../../src/lib/dates.ts'
import { formatEuros } from '../../../src/lib/euros.ts'
import { paths } from '../../../src/paths.ts'
import { ouvrirPdf } from '../../../src/test/texte-pdf.ts'
import type { MondeCommun } from '../monde.ts'
import { lireLaureats, notifier } from '../notifier.ts'
import { verifierNoms } from '../porteurs.ts'
import { publierAppel } from '../publier.ts'
import { codeDe, compterPar, etatsDe, lireListe } from '../relever.ts'
import { Surprise, type Visiteur } from '../visiteur.ts'
import { type Decision, deciderSansComite, tenirComite } from './comite.ts'
import { declarerStructures } from './declarer.ts'
import { completerEssais, type Depose, deposerEssais, enClair } from './deposer.ts'
import { consulterInstances } from './instances.ts'
import { instruireEssais, releverEssais } from './instruire.ts'
import { preselectionner } from './preselection.ts'

const JOUR_MS = 86_400_000
export type Etape = <T>(titre: string, faire: () => Promise<T>, dire?: (fait: T) => string) => Promise<T>
const sansBruit: Etape = (_, faire) => faire()

/** The letter that says an aid says its amount, to the cent. */
async function lireLettres(decisions: readonly Decision[]) {
  for (const { depose, montant } of decisions) {
    const { code } = depose.joue.essai
    const adresse = paths.dossiers.notification(depose.id)
    const { textes } = await ouvrirPdf(await depose.porteur.v.octets(adresse, `${code}\u00a0: lire la lettre`))
    const lu = enClair(textes.join(' '))
    const attendu = enClair(formatEuros(montant))
    if (montant > 0 && !lu.includes(attendu))
      throw new Surprise(`${code}\u00a0: lire la lettre`, adresse, `elle ne dit pas ${attendu}\u00a0: ${lu.slice(0, 900)}`)
  }
}

/** Of a call without a comité, nothing that the public or a porteur reads speaks of one. */
async function verifierSansComite(m: MondeCommun, { slug }: Appel, decisions: readonly Decision[]) {
  const public_ = [paths.appels.voir(slug), paths.projetsAides({ appel: slug }), paths.appels.donnees(slug), paths.appels.calendrier(slug)]
  const v = m.visiteur('Un curieux')
  const lire = async (qui: Visiteur, adresse: string) => {
    const trouve = /[^.<>]*(?:comité|séance|quorum)[^.<>]*/iu.exec(await qui.lire(adresse, 'chercher un comité'))
    if (trouve) throw new Surprise('chercher un comité', adresse, `on y lit «\u00a0${trouve[0].trim()}\u00a0»`)
  }
  for (const adresse of public_) await lire(v, adresse)
  for (const { depose } of decisions) {
    await lire(depose.porteur.v, paths.dossiers.voir(depose.id))
    const { textes } = await ouvrirPdf(await depose.porteur.v.octets(paths.dossiers.notification(depose.id), 'relire la lettre'))
    if (/comité|séance/iu.test(textes.join(' '))) throw new Surprise('relire la lettre', depose.id, 'elle parle d’un comité')
  }
}

/** Nobody reads the test dossiers: neither the page of the call nor its text. A title that the call itself writes somewhere proves nothing. */
async function verifierSecret(m: MondeCommun, appel: Appel) {
  const v = m.visiteur('Un curieux')
  const { essais, second: _, ...public_ } = appel
  const dits = JSON.stringify(public_)
  const secrets = essais.map(e => e.titre).filter(t => !dits.includes(t))
  for (const adresse of [paths.appels.voir(appel.slug), paths.appels.donnees(appel.slug)]) {
    const page = await v.lire(adresse, 'chercher les essais')
    const trouve = ['essais:', ...secrets].find(t => page.includes(t))
    if (trouve) throw new Surprise('chercher les essais', adresse, `la page dit «\u00a0${trouve}\u00a0»`)
  }
}

type Premier = { joues: readonly EssaiJoue[]; intentions: readonly Depose[]; apres: Date }
/** The answers to the intentions, then the full dossiers of those who passed, collected. */
async function secondTemps(m: MondeCommun, appel: Appel, second: Appel, { joues, intentions, apres }: Premier, etape: Etape) {
  const retenus = await etape(
    'Présélection',
    () => preselectionner(m, appel, intentions, apres),
    r => `\u00a0: ${r.length} sur ${intentions.length}`,
  )
  const aCompleter = joues.filter(j => j.essai.intention !== undefined)
  const deposes = await etape(
    'Second temps',
    () => completerEssais(m, second, aCompleter, retenus),
    d => `\u00a0: ${d.length} déposés, ${aCompleter.length - d.length} refusés`,
  )
  return { deposes, ...(await etape('Second relevé', () => releverEssais(m, second, deposes, intentions.length))) }
}

/**
 * Plays a call with its test dossiers from its publication to its letters: typed and filed through its pages, collected, instructed, decided, told; every amount is
 * compared with the expected one.
 */
export async function jouerAppel(m: MondeCommun, appel: Appel, etape: Etape = sansBruit) {
  const tous = jouerEssais({ appel, sha256: m.appel.source })
  // nobody can be told of an aid in the past: these are read by the rules alone
  const joues = tous.filter(j => !j.essai.aides_obtenues)
  const faux = tous.find(j => j.ecarts.length > 0)
  if (faux) throw new Surprise(`${faux.essai.code}\u00a0: l’essai`, 'appel.yml', JSON.stringify(faux.ecarts))
  if (joues.every(j => !j.depose)) throw new Surprise('les essais', 'appel.yml', 'aucun essai ne se dépose\u00a0: rien n’est à jouer')
  await declarerStructures(m, appel)
  await verifierNoms(
    await m.persona('administrateur'),
    joues.flatMap(j => [j.essai.porteur!, ...(j.essai.partenaires ?? [])]),
  )
  await etape('L’appel est relu et publié', async () => {
    await publierAppel(m, enClair(formatJour(appel.calendrier.vagues[0]!.cloture ?? appel.calendrier.vagues[0]!.ouverture)))
    await verifierSecret(m, appel)
  })
  const premiers = joues.filter(j => j.essai.intention === undefined)
  const intentions = await etape(
    'Dépôts',
    () => deposerEssais(m, appel, premiers),
    d => `\u00a0: ${d.length} déposés, ${premiers.length - d.length} refusés`,
  )
  const releves = await etape('Relevé', () => releverEssais(m, appel, intentions))
  const { second } = appel
  // of a call in two temps, only what those who passed filed then is instructed and decided
  const suite = second && (await secondTemps(m, appel, second, { joues, intentions, apres: releves.apres }, etape))
  const deposes = suite?.deposes ?? intentions
  const { lignes, apres } = suite ?? releves
  const { avis: organismes } = await etape(
    'Instruction',
    () => instruireEssais(m, second ?? appel, deposes, lignes),
    r => `\u00a0: ${r.jugees} règles tranchées, ${r.avis} avis demandés et rendus`,
  )
  const avis = appel.instances.some(x => x.nature === 'avis')
    ? await etape(
        'Instances',
        () => consulterInstances(m, appel, deposes, apres),
        n => `\u00a0: ${n} avis rendus`,
      )
    : undefined
  const decisions = await etape(
    appel.comite ? 'Comité' : 'Décisions',
    () => (appel.comite ? tenirComite : deciderSansComite)(m, second ?? appel, deposes, apres),
    d => `\u00a0: ${JSON.stringify(compterPar(d, x => x.sens))}`,
  )
  const instants = {
    confirmees: new Date(apres.getTime() + 28 * JOUR_MS),
    envoyees: new Date(apres.getTime() + 28 * JOUR_MS + 5 * 3_600_000),
  }
  const { envoyees } = await etape('Lettres', async () => {
    const fait = await notifier(m, decisions, instants)
    await lireLettres(decisions)
    if (!appel.comite) await verifierSansComite(m, appel, decisions)
    return fait
  })
  const publies = await etape(
    'Lauréats',
    () => lireLaureats(m, decisions),
    p => `\u00a0: ${p.laureats}, ${formatEuros(p.accorde)}`,
  )
  const nombre = intentions.length + (suite?.deposes.length ?? 0)
  const etats = Object.fromEntries(Object.entries(etatsDe(await lireListe(m))).map(([mot, n]) => [codeDe(mot), n]))
  return {
    appel: appel.slug,
    essais: { joues: joues.length, deposes: nombre, refuses: joues.length - nombre, lus: tous.length - joues.length },
    ...(organismes === 0 ? {} : { organismes }),
    ...(avis === undefined ? {} : { avis }),
    etats,
    enveloppe: {
      montant: m.appel.montant,
      demande: deposes.reduce((t, d) => t + (d.joue.aide ?? 0), 0),
      accorde: publies.accorde,
      reste: publies.reste,
    },
    lettres: envoyees + (suite ? intentions.length : 0),
  }
}
