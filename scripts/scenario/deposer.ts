import { paths } from '../../src/paths.ts'
import type { Monde } from './monde.ts'
import { type Porteur, registrePorteurs, trouver } from './porteurs.ts'
import { courrielDe, euros, type Partenaire, type Projet, projetsDuScenario } from './projets.ts'
import { type Corps, caches, idDe, Surprise, texteDe } from './visiteur.ts'

/** A filed dossier, its porteur and what it said. */
export type Depose = { id: string; projet: Projet; porteur: Porteur }
/** `dossier`: acts on one dossier follow one another. `attend`: it may be done later, as long as it is before the next act on its dossier. */
type Geste = { instant: Date; dossier: Projet; attend?: boolean; faire: () => Promise<void> }

/** A small file of the right kind. */
export const PDF = new Blob(['%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'], { type: 'application/pdf' })

/** Every dossier typed, agreed to and filed by its people, in the order of the dates. */
export async function deposerTout(m: Monde): Promise<Depose[]> {
  const porteurDe = registrePorteurs(m)
  const deposes: Depose[] = []
  const gestes = projetsDuScenario().flatMap((projet): Geste[] => {
    let id = ''
    const porteur = () => porteurDe(projet.structure, projet.departement)
    return [
      {
        instant: projet.cree,
        dossier: projet,
        attend: true,
        faire: async () => {
          id = await remplir(m, await porteur(), projet)
        },
      },
      ...projet.partenaires.map(p => ({
        instant: p.valide,
        dossier: projet,
        faire: async () => valider(await porteurDe(p.structure, p.departement), id),
      })),
      {
        instant: projet.depose,
        dossier: projet,
        faire: async () => {
          await deposer(m, await porteur(), id, projet)
          deposes.push({ id, projet, porteur: await porteur() })
        },
      },
    ]
  })
  await jouer(m, gestes)
  return deposes
}

/** In the order of the dates; dossiers that are begun within a few days of one another are typed side by side. */
async function jouer(m: Monde, gestes: Geste[]) {
  let attendent: Geste[] = []
  const vider = async () => {
    await Promise.all(attendent.map(g => g.faire()))
    attendent = []
  }
  for (const g of gestes.sort((a, b) => a.instant.getTime() - b.instant.getTime())) {
    if (attendent.length >= ENSEMBLE_MAX || attendent.some(x => x.dossier === g.dossier)) await vider()
    await m.regler(g.instant)
    if (g.attend) attendent.push(g)
    else await g.faire()
  }
  await vider()
  await m.boite.relever()
}
const ENSEMBLE_MAX = 8

async function remplir(m: Monde, p: Porteur, projet: Projet): Promise<string> {
  const { titre, volet } = projet
  const commence = await p.v.envoyer(
    paths.couloir.brouillon(m.appel.slug),
    { structure: p.structureId, autre: 'oui', titre, volet },
    'commencer un dossier',
  )
  const id = idDe(commence.vers)
  if (!id) throw new Surprise('commencer un dossier', commence.vers, projet.titre)
  for (const partenaire of projet.partenaires) await associer(p, id, partenaire)
  const champs: Corps = {
    ...projet.reponses,
    titre: projet.titre,
    volet: projet.volet,
    actions: projet.actions,
    ...(projet.partenaires.length > 0 ? { contact_structure: p.structureId } : {}),
  }
  for (const { code, blocs } of m.appel.etapes(projet.volet)) {
    const page = paths.dossiers.etape(id, code)
    await p.v.lire(page, `ouvrir l’étape ${code}`)
    // the questions of a volet appear once it is chosen
    if (blocs?.includes('projet')) await p.v.envoyer(page, champs, `enregistrer l’étape ${code}`)
    await p.v.envoyer(page, blocs?.includes('plan') ? planDe(m, projet) : champs, `enregistrer l’étape ${code}`)
  }
  if (!projet.oubli) await joindre(p, id, 'deliberation')
  await joindre(p, id, 'budget')
  return id
}

const joindre = async (p: Porteur, id: string, code: string) => {
  const corps = new FormData()
  corps.append(`fichier-${code}`, PDF, `${code}.pdf`)
  await p.v.envoyer(paths.dossiers.pieces(id), corps, `joindre la pièce ${code}`)
}

function planDe(m: Monde, projet: Projet): Corps {
  const lignes = Object.entries(projet.depenses).map(([nature, montant], i) => ({ nature, montant, ligne: `depense${i + 1}` }))
  const depenses = lignes.flatMap(l => [
    [`depenses.${l.ligne}.libelle`, m.appel.nature(l.nature)],
    [`depenses.${l.ligne}.nature`, l.nature],
    [`depenses.${l.ligne}.ht`, euros(l.montant)],
  ])
  const autres = projet.autres
    ? {
        'ressources.autres01.financeur': 'Collectivité de Corse',
        'ressources.autres01.origine': 'publique',
        'ressources.autres01.etat': 'demandee',
        'ressources.autres01.montant': euros(projet.autres),
      }
    : {}
  return {
    _geste: [...lignes.map(l => `ajouter:depenses:${l.ligne}`), ...(projet.autres ? ['ajouter:ressources:autres01'] : [])],
    ...Object.fromEntries(depenses),
    ...autres,
    aide: euros(projet.aide),
    part: euros(projet.part),
  }
}

async function associer(p: Porteur, id: string, x: Partenaire) {
  const structure = await trouver(p.v, x.structure, x.departement)
  const courriel = courrielDe(x.structure, x.departement)
  await p.v.envoyer(paths.dossiers.partenaires(id), { structure, courriel, role: x.role, contact: x.contact }, `associer ${x.structure}`)
}

/** A partner reads the project, then agrees to what it has read. */
async function valider(p: Porteur, id: string) {
  const page = paths.dossiers.validation(id)
  const { partenaire = '', empreinte = '' } = caches(await p.v.lire(page, 'lire le projet commun'))
  const corps = { partenaire, empreinte, engagement: 'oui', fonction: 'Maire', moyens: 'Un agent, une demi-journée par semaine.' }
  await p.v.envoyer(page, corps, 'valider le projet commun')
}

async function deposer(m: Monde, p: Porteur, id: string, projet: Projet) {
  const corps = { engagements: m.appel.engagements }
  if (projet.oubli) {
    const { page } = await p.v.envoyer(paths.dossiers.depot(id), corps, 'déposer sans la délibération', 422)
    if (!texteDe(page).includes('Joignez la délibération'))
      throw new Surprise('déposer sans la délibération', paths.dossiers.depot(id), 'le refus ne dit pas ce qui manque')
    await joindre(p, id, 'deliberation')
  }
  const { vers } = await p.v.envoyer(paths.dossiers.depot(id), corps, 'déposer le dossier')
  if (!vers.includes('depose=1')) throw new Surprise('déposer le dossier', paths.dossiers.depot(id), `conduit à ${vers}`)
  await p.v.pdf(paths.dossiers.accuse(id), 'lire l’accusé de dépôt')
}
