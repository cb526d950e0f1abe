import { type Appel, etatAppel, formulaireDuVolet, vagueUtile } from '../../../src/features/cahier/index.ts'
import { champsPossibles, listesDe, saisieDe } from '../../../src/features/champs/index.ts'
import { lignesDe } from '../../../src/features/contenu/index.ts'
import { contenuDEssai, type EssaiJoue } from '../../../src/features/examen/index.ts'
import { paths } from '../../../src/paths.ts'
import { PDF } from '../deposer.ts'
import type { MondeCommun } from '../monde.ts'
import { type Porteur, registrePorteurs, trouver } from '../porteurs.ts'
import { courrielDe } from '../projets.ts'
import { type Corps, caches, idDe, Surprise, texteDe } from '../visiteur.ts'

/** A test dossier that was filed, as the other acts of the run need it. */
export type Depose = { id: string; joue: EssaiJoue; porteur: Porteur; projet: { titre: string } }
/** `juste`: it is done at the second of its instant, which may be the last one. */
type Geste = { instant: Date; juste?: true; faire: () => Promise<void> }

const JOUR_MS = 86_400_000
const AVANT_MS = 300_000
const TROP_TARD = 'Votre dépôt est arrivé trop tard'
export const enClair = (t: string) => t.replace(/\s+/g, ' ').trim()
const titreDe = ({ essai }: EssaiJoue) => essai.projet ?? essai.titre

/** Every test dossier typed in its period, then filed at its instant: accepted, or refused with what its rules say. Those that were filed, in their order. */
export async function deposerEssais(m: MondeCommun, appel: Appel, joues: readonly EssaiJoue[]): Promise<Depose[]> {
  const porteurDe = registrePorteurs(m)
  const deposes: Depose[] = []
  const gestes = joues.flatMap((joue, i): Geste[] => {
    const { porteur: s, partenaires = [] } = joue.essai
    let id = ''
    const porteur = () => porteurDe(s!.nom, s!.departement)
    return [
      {
        instant: debutDe(appel, joue, i),
        faire: async () => {
          const p = await porteur()
          id = await commencer(m, p, joue)
          await remplir(m, appel, p, id, joue)
        },
      },
      ...partenaires.flatMap(p =>
        p.valide ? [{ instant: debutDe(appel, joue, i), faire: async () => valider(await porteurDe(p.nom, p.departement), id) }] : [],
      ),
      {
        instant: joue.instant,
        juste: true,
        faire: async () => {
          const p = await porteur()
          if (await deposer(appel, p, id, joue)) deposes.push({ id, joue, porteur: p, projet: { titre: titreDe(joue) } })
        },
      },
    ]
  })
  for (const g of gestes.sort((a, b) => a.instant.getTime() - b.instant.getTime())) {
    await m.regler(g.instant, { courrier: !g.juste })
    await g.faire()
  }
  return deposes
}

/** Of those who were preselected, each second form filled in over what it took from the intention, then filed at its instant or refused. */
export async function completerEssais(
  m: MondeCommun,
  second: Appel,
  joues: readonly EssaiJoue[],
  intentions: readonly Depose[],
): Promise<Depose[]> {
  const deposes: Depose[] = []
  let avant = 0
  for (const joue of joues.toSorted((a, b) => a.instant.getTime() - b.instant.getTime())) {
    const intention = intentions.find(d => d.joue.essai.code === joue.essai.intention)
    if (!intention) throw new Surprise(`${joue.essai.code}\u00a0: compléter`, 'appel.yml', 'son intention n’est pas déposée')
    const { id, porteur } = intention
    // typed a little before: a slow machine reads pages past the last second of a closing
    await m.regler(new Date(Math.max(avant, joue.instant.getTime() - AVANT_MS)))
    // the rank given in the first temps holds
    await remplir(m, second, porteur, id, joue, { range: intention.joue.essai.rang !== undefined })
    await m.regler(joue.instant, { courrier: false })
    avant = joue.instant.getTime()
    if (await deposer(second, porteur, id, joue)) deposes.push({ id, joue, porteur, projet: { titre: titreDe(joue) } })
  }
  return deposes
}

/** A draft is begun in the period of its filing, a day before it at most, one minute after the one before. */
function debutDe(appel: Appel, { instant }: EssaiJoue, rang: number): Date {
  const { ouverture, cloture } = vagueUtile(appel, instant)
  const fin = Math.min(instant.getTime(), cloture?.getTime() ?? Number.POSITIVE_INFINITY)
  return new Date(Math.min(fin, Math.max(ouverture.getTime(), fin - JOUR_MS) + rang * 60_000))
}

async function commencer(m: MondeCommun, p: Porteur, joue: EssaiJoue): Promise<string> {
  const { essai } = joue
  const { vers } = await p.v.envoyer(
    paths.couloir.brouillon(m.appel.slug),
    { structure: p.structureId, autre: 'oui', titre: titreDe(joue), volet: essai.volet ?? '' },
    'commencer un dossier',
  )
  const id = idDe(vers)
  if (!id) throw new Surprise(`${essai.code}\u00a0: commencer un dossier`, vers, 'aucun dossier')
  return id
}

async function remplir(m: MondeCommun, appel: Appel, p: Porteur, id: string, joue: EssaiJoue, { range = false } = {}) {
  const { essai } = joue
  for (const x of essai.partenaires ?? []) await associer(p, id, x)
  const contenu = contenuDEssai(appel, essai, p.structureId)
  const formulaire = formulaireDuVolet(appel, essai.volet ?? '') ?? appel.formulaires[0]!
  const structures = [
    { code: p.structureId, libelle: essai.porteur!.nom },
    ...(essai.partenaires ?? []).map(x => ({ code: '', libelle: x.nom })),
  ]
  for (const etape of formulaire.etapes.filter(e => e.questions.length > 0 || e.blocs.some(b => b !== 'pieces' && b !== 'depot'))) {
    const page = paths.dossiers.etape(id, etape.code)
    const quoi = `${essai.code}\u00a0: étape ${etape.code}`
    const champs = champsPossibles(appel, etape, contenu, { structures })
    const corps: Corps = Object.fromEntries(champs.filter(c => c.nom in contenu.valeurs).map(c => [c.nom, saisies(saisieDe(c, contenu))]))
    const lignes = listesDe(appel, etape).map(l => lignesDe(contenu, l).map(ligne => `ajouter:${l}:${ligne}`))
    await p.v.lire(page, quoi)
    // the actions appear once the volet is chosen, the lots are offered to expenses once they are there
    if (etape.blocs.includes('projet')) await p.v.envoyer(page, corps, quoi)
    const [lots = [], ...autres] = lignes
    if (etape.blocs.includes('plan') && lots.length > 0) await p.v.envoyer(page, { ...corps, _geste: lots }, quoi)
    const gestes = etape.blocs.includes('plan') ? autres.flat() : lignes.flat()
    await p.v.envoyer(page, { ...corps, ...(gestes.length > 0 ? { _geste: gestes } : {}) }, quoi)
    verifierPage(
      await p.v.lire(page, quoi),
      etape.questions.map(q => q.id).filter(q => q in contenu.valeurs && joue.questions.has(q)),
      page,
      quoi,
    )
  }
  if (essai.rang !== undefined && !range) await ranger(m, p, id, essai.rang)
  for (const code of joue.pieces) await joindre(appel, p, id, code)
}

/** A list without a tick is sent as its page sends it: empty, and there. */
const saisies = (v: string[]) => (v.length > 0 ? v : [''])

/** The page asks for everything that was answered. */
function verifierPage(html: string, questions: readonly string[], page: string, quoi: string) {
  const absente = questions.find(q => !html.includes(`name="${q}"`))
  if (absente) throw new Surprise(quoi, page, `la page ne demande pas «\u00a0${absente}\u00a0»`)
}

/** The porteur puts this dossier at its rank, on the page where it orders its own. */
async function ranger(m: MondeCommun, p: Porteur, id: string, rang: number) {
  const page = paths.structures.ordre(p.structureId, m.appel.slug)
  const vu = caches(await p.v.lire(page, 'lire l’ordre des dossiers'))
  await p.v.envoyer(page, { ...vu, placer: id, [`rang-${id}`]: String(rang) }, `ranger le dossier, rang ${rang}`)
}

async function joindre(appel: Appel, p: Porteur, id: string, code: string) {
  const piece = appel.pieces.find(x => x.code === code)
  if (piece && !piece.formats.includes('pdf'))
    throw new Surprise('joindre une pièce', paths.dossiers.pieces(id), 'cette pièce n’est pas un PDF')
  const corps = new FormData()
  corps.append(`fichier-${code}`, PDF, `${code}.pdf`)
  await p.v.envoyer(paths.dossiers.pieces(id), corps, `joindre la pièce ${code}`)
}

async function associer(p: Porteur, id: string, x: { nom: string; departement?: string | undefined }) {
  const structure = await trouver(p.v, x.nom, x.departement)
  const corps = { structure, courriel: courrielDe(x.nom, x.departement), role: 'Participe au projet', contact: 'Secrétariat' }
  await p.v.envoyer(paths.dossiers.partenaires(id), corps, `associer ${x.nom}`)
}

/** A partner reads the project, then agrees to what it has read. */
async function valider(p: Porteur, id: string) {
  const page = paths.dossiers.validation(id)
  const { partenaire = '', empreinte = '' } = caches(await p.v.lire(page, 'lire le projet commun'))
  const corps = { partenaire, empreinte, engagement: 'oui', fonction: 'Direction', moyens: 'Un agent, une demi-journée par semaine.' }
  await p.v.envoyer(page, corps, 'valider le projet commun')
}

/** Files it; whether it was. A refusal says what each rule that blocks says; after the closing, that it is too late and nothing of the rules. */
async function deposer(appel: Appel, p: Porteur, id: string, joue: EssaiJoue): Promise<boolean> {
  const { essai, verdicts } = joue
  const adresse = paths.dossiers.depot(id)
  const corps = { engagements: appel.engagements.map(e => e.code) }
  if (!essai.attendu.depose) {
    const { page } = await p.v.envoyer(adresse, corps, `${essai.code}\u00a0: déposer ce qui doit être refusé`, 422)
    const dit = texteDe(page)
    const attendues =
      etatAppel(appel, joue.instant) === 'clos'
        ? [TROP_TARD]
        : verdicts.filter(x => x.bloquant && x.resultat !== 'a_completer').map(x => x.explication)
    const tue = attendues.find(x => !dit.includes(enClair(x)))
    if (tue)
      throw new Surprise(`${essai.code}\u00a0: déposer`, adresse, `le refus ne dit pas «\u00a0${tue}\u00a0»\u00a0: ${dit.slice(0, 1500)}`)
    return false
  }
  const { vers } = await p.v.envoyer(adresse, corps, `${essai.code}\u00a0: déposer`)
  if (!vers.includes('depose=1')) throw new Surprise(`${essai.code}\u00a0: déposer`, adresse, `conduit à ${vers}`)
  await p.v.lire(vers, `${essai.code}\u00a0: lire le dossier déposé`)
  await p.v.pdf(paths.dossiers.accuse(id), `${essai.code}\u00a0: lire l’accusé`)
  return true
}
