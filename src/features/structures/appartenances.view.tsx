import { paths } from '../../paths.ts'
import { Badge, EmptyState } from '../../ui/blocs.tsx'
import { BoutonPost } from '../../ui/form.tsx'
import { Rangee, Rangees } from '../../ui/listes.tsx'
import { Nouvelles } from '../../ui/nouvelles.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { Time } from '../../ui/texte.tsx'
import { motDossiers, type StructureSansMembre } from './dossiers-attaches.ts'
import { BadgePreuve } from './preuve.view.tsx'
import { domainePropre } from './structures.rules.ts'

export type AppartenanceVue = {
  id: string
  etat: string
  fonction: string | null
  demandee_le: Date
  nom: string
  courriel: string
  structureId: string
  structure: string
  departement: string | null
}
export const FAITS_SERVICE = {
  confirmee: 'Le rattachement est confirmé.',
  retiree: 'Le rattachement est retiré : la personne n’a plus accès.',
  refusee: 'La demande est refusée. La personne reçoit un courriel.',
} as const
export type FaitService = keyof typeof FAITS_SERVICE

/** What the service looks at: who says to act for which structure of its territory. */
export const AppartenancesPage = ({
  site,
  appartenances,
  sansMembre,
  aConfirmer,
  fait,
}: {
  site: Site
  appartenances: readonly AppartenanceVue[]
  sansMembre: readonly StructureSansMembre[]
  /** Structures declared by hand that wait. */
  aConfirmer: number
  fait: FaitService | undefined
}) => (
  <Page
    site={site}
    titre="Rattachements à confirmer"
    ariane={[{ libelle: 'Dossiers', href: paths.instruction.file }, { libelle: 'Rattachements à confirmer' }]}
  >
    <Nouvelles fait={fait && FAITS_SERVICE[fait]} />
    <h1>Rattachements à confirmer</h1>
    <p>
      <a href={paths.instruction.structures}>Structures déclarées à la main, à confirmer&nbsp;: {aConfirmer}</a>
    </p>
    <p>
      Ces personnes disent agir pour une structure de votre territoire. Confirmez quand vous savez que c’est vrai, par exemple après un
      appel au standard de la mairie. Retirez si c’est faux.
    </p>
    {appartenances.length === 0 ? (
      <EmptyState titre="Rien à confirmer.">Les personnes qui rejoignent une structure sans preuve apparaissent ici.</EmptyState>
    ) : (
      <Rangees>
        {appartenances.map(a => (
          <Rangee
            niveau={2}
            titre={`${a.nom || a.courriel}, pour ${a.structure}${a.departement ? ` (${a.departement})` : ''}`}
            note={
              <>
                {a.courriel}
                {a.fonction && `, ${a.fonction}`}, depuis le <Time instant={a.demandee_le} forme="jour" />
              </>
            }
            badge={a.etat === 'demandee' ? <Badge ton="info">Demande en attente</Badge> : <BadgePreuve preuve="declaree" />}
            actes={
              <>
                <BoutonPost action={paths.instruction.confirmation(a.id)}>
                  Confirmer<span class="fr-sr-only"> {a.nom || a.courriel}</span>
                </BoutonPost>
                {domainePropre(a.courriel) && (
                  <BoutonPost
                    action={paths.instruction.confirmation(a.id)}
                    champs={{ domaine: 'oui' }}
                    class="fr-btn fr-btn--tertiary fr-btn--sm"
                  >
                    Confirmer, et croire les adresses @{domainePropre(a.courriel)}
                    <span class="fr-sr-only"> pour {a.structure}</span>
                  </BoutonPost>
                )}
                <BoutonPost action={paths.structures.retrait(a.structureId, a.id)} class="fr-btn fr-btn--tertiary fr-btn--sm">
                  Retirer<span class="fr-sr-only"> {a.nom || a.courriel}</span>
                </BoutonPost>
              </>
            }
          />
        ))}
      </Rangees>
    )}
    {sansMembre.length > 0 && <SansMembre structures={sansMembre} />}
  </Page>
)

/** Nobody can open their dossiers any more: the service looks for whoever takes over. */
const SansMembre = ({ structures }: { structures: readonly StructureSansMembre[] }) => (
  <section class="fr-mt-6w" aria-labelledby="sans-membre">
    <h2 class="fr-h4" id="sans-membre">
      Structures sans membre : {structures.length}
    </h2>
    <p>
      Leurs dossiers leur restent, mais plus personne ne peut les ouvrir. Appelez-les : la prochaine personne qui demande à les rejoindre
      attend votre accord ci-dessus.
    </p>
    <Rangees>
      {structures.map(s => (
        <Rangee titre={`${s.nom}${s.departement ? ` (${s.departement})` : ''}`} href={paths.structures.voir(s.id)} note={motDossiers(s)} />
      ))}
    </Rangees>
  </section>
)
