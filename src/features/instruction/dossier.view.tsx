import type { Preuve } from '../../contexte.ts'
import { formatEuros, formatNombre, formatTaux } from '../../lib/euros.ts'
import { paths } from '../../paths.ts'
import { Badge, Chiffres, Sur } from '../../ui/blocs.tsx'
import { Instruction } from '../../ui/dossier.tsx'
import { Relecture } from '../../ui/listes.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { Tableau } from '../../ui/table.tsx'
import { Time } from '../../ui/texte.tsx'
import { Decompte, Verdicts, type VerdictVue } from '../../ui/verdicts.tsx'
import { DossierRelu, type RelectureProps } from '../dossiers/index.ts'
import { BadgePreuve } from '../structures/index.ts'

export type DossierInstruit = {
  id: string
  numero: string
  titre: string
  volet: string
  structure: { nom: string; territoire: string; population: number | null }
  membres: { nom: string; fonction: string | null; preuve: Preuve }[]
  montants: { aide: number; part: number; autres: number; cout_global: number }
  relu: RelectureProps
  engagements: string[]
  recuLe: Date
  sha256: string
  version: number
  verdicts: VerdictVue[]
}
type Props = { site: Site; dossier: DossierInstruit; perimetre: string }

/** A filed dossier as the instructeur reads it: what was filed on the left, the verdicts on the right. */
export const DossierPage = ({ site, dossier: d, perimetre }: Props) => (
  <Page
    site={site}
    titre={`${d.numero} ${d.structure.nom}`}
    large
    ariane={[{ libelle: 'Dossiers déposés', href: paths.instruction.boite }, { libelle: d.numero }]}
    skip={[{ libelle: 'Recevabilité', href: '#panneau' }]}
  >
    <Sur>
      {d.numero} · {d.volet}
    </Sur>
    <h1 class="fr-h4 fr-mb-1w">{d.titre}</h1>
    <p class="fr-mb-2w">
      <strong>{d.structure.nom}</strong> · {d.structure.territoire}
      {d.structure.population !== null && ` · ${formatNombre(d.structure.population)}\u00a0hab.`} <Badge ton="info">Déposé</Badge>
    </p>
    <Chiffres chiffres={chiffresDe(d)} />
    <Instruction panneau={<Panneau verdicts={d.verdicts} />} nomPanneau="Recevabilité">
      <h2 class="fr-h5">Le dossier</h2>
      <p>
        <strong>Version {d.version}, telle que déposée</strong> <span class="gt-sous">empreinte {d.sha256.slice(0, 12)}…</span>{' '}
        <a href={paths.instruction.accuse(d.id)} data-turbo="false">
          Accusé de réception (PDF)
        </a>
      </p>
      <DossierRelu {...d.relu} />
      <Membres membres={d.membres} />
      <Relecture titre="Engagements" id="relire-engagements">
        <ul>
          {d.engagements.map(e => (
            <li>{e}</li>
          ))}
        </ul>
      </Relecture>
      <Sur>Votre périmètre : {perimetre}.</Sur>
    </Instruction>
  </Page>
)

const chiffresDe = ({ montants: m, recuLe }: DossierInstruit) => {
  const part = (montant: number) => (m.cout_global > 0 ? `${formatTaux(montant / m.cout_global)} du coût` : undefined)
  return [
    { terme: 'Coût global', valeur: formatEuros(m.cout_global) },
    { terme: 'Aide demandée', valeur: formatEuros(m.aide), note: part(m.aide) },
    { terme: 'Part du porteur', valeur: formatEuros(m.part), note: part(m.part) },
    { terme: 'Autres financements', valeur: formatEuros(m.autres), note: part(m.autres) },
    { terme: 'Reçu le', valeur: <Time instant={recuLe} forme="seconde" /> },
  ]
}

const Panneau = ({ verdicts }: { verdicts: VerdictVue[] }) => (
  <>
    <h2 class="fr-h6 fr-mb-1w">Recevabilité</h2>
    <Sur>Verdicts automatiques, au moment du dépôt.</Sur>
    <Decompte verdicts={verdicts} nom="Verdicts par résultat" />
    <Verdicts verdicts={verdicts} niveau={3} />
  </>
)

const Membres = ({ membres }: Pick<DossierInstruit, 'membres'>) => (
  <Relecture titre="Qui agit pour la structure" id="relire-membres">
    <Tableau
      legende="Personnes rattachées à la structure"
      legendeCachee
      colonnes={[
        { titre: 'Personne', cellule: m => m.nom },
        { titre: 'Fonction', cellule: m => m.fonction ?? 'Non précisée' },
        { titre: 'Rattachement', cellule: m => <BadgePreuve preuve={m.preuve} /> },
      ]}
      lignes={membres}
      dense
      vide={<p>Plus personne n’est rattaché à cette structure.</p>}
    />
  </Relecture>
)
