import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { BoutonPost } from '../../../ui/form.tsx'
import { Tableau } from '../../../ui/table.tsx'
import type { BrouillonEntier } from '../brouillons.queries.ts'
import { sectionDe } from '../sections.table.ts'
import type { CasVu, EssaisVus, SeuilVu } from './joues.ts'

/** The thresholds of the rules, each just under, at and just over: somebody reads the line, and says that it is what the text says. */
export const SeuilsVus = ({ brouillon, vus: { seuils, reste } }: { brouillon: BrouillonEntier; vus: EssaisVus }) => {
  const lus = new Set(brouillon.seuilsLus)
  const aRelire = seuils.filter(s => !lus.has(s.cle))
  if (seuils.length === 0) return null
  return (
    <section aria-labelledby="seuils">
      <h2 class="fr-h5" id="seuils">
        Juste en dessous, au seuil, juste au-dessus
      </h2>
      <p>
        Le studio essaie seul chaque seuil de vos règles. Lisez la ligne&nbsp;: est-ce bien ce que dit le texte&nbsp;?{' '}
        <b>
          {seuils.length - aRelire.length} sur {pluriel(seuils.length, 'seuil relu', 'seuils relus')}.
        </b>
      </p>
      <Tableau
        legende="Cas aux seuils"
        legendeCachee
        dense
        lignes={seuils}
        colonnes={[
          { titre: 'Seuil', cellule: s => <Nom brouillon={brouillon.id} seuil={s} /> },
          ...(['En dessous', 'Au seuil', 'Au-dessus'] as const).map((titre, i) => ({
            titre,
            cellule: (s: SeuilVu) => <Cas cas={s.cas[i]} />,
          })),
          { titre: 'Votre avis', cellule: s => <Avis brouillon={brouillon.id} seuil={s} lu={lus.has(s.cle)} /> },
        ]}
      />
      {reste > 0 && <p class="fr-hint-text">Et {pluriel(reste, 'autre seuil', 'autres seuils')}.</p>}
      <p class="fr-hint-text">«&nbsp;Conforme&nbsp;»&nbsp;: une personne a lu les trois cas. Un seuil qui change est à relire.</p>
      {aRelire.length > 1 && (
        <form method="post" action={paths.studio.seuils(brouillon.id)} data-controller="envoi">
          {aRelire.map(s => (
            <input type="hidden" name="cle" value={s.cle} />
          ))}
          <button class="fr-btn fr-btn--tertiary fr-btn--sm" type="submit" name="lu" value="oui">
            Tout est conforme
          </button>
        </form>
      )}
    </section>
  )
}

const Nom = ({ brouillon, seuil: { titre, lieu, seuil, sur } }: { brouillon: string; seuil: SeuilVu }) => {
  const section = lieu && sectionDe([lieu.split('/')[1]!])
  return (
    <>
      {section ? (
        <a href={paths.studio.lieu(paths.studio.section(brouillon, section), lieu === '/calendrier' ? '' : lieu)}>{titre}</a>
      ) : (
        titre
      )}
      <span class="gt-sous">{seuil}</span>
      {sur && <span class="gt-sous">Sur l’essai «&nbsp;{sur}&nbsp;»</span>}
    </>
  )
}
const Cas = ({ cas }: { cas: CasVu | undefined }) =>
  cas ? (
    <>
      <b class={cas.bloque ? 'gt-studio__etat gt-studio__etat--erreur' : undefined}>{cas.mot}</b>
      <span class="gt-sous">{cas.valeur}</span>
    </>
  ) : (
    <>–</>
  )
const Avis = ({ brouillon, seuil: { cle, titre, seuil }, lu }: { brouillon: string; seuil: SeuilVu; lu: boolean }) => (
  <>
    <span class={`gt-studio__etat gt-studio__etat--${lu ? 'juste' : 'avertissement'}`}>{lu ? 'Conforme' : 'À relire'}</span>
    <BoutonPost
      action={paths.studio.seuils(brouillon)}
      class="fr-btn fr-btn--tertiary-no-outline fr-btn--sm"
      champs={{ cle, lu: lu ? 'non' : 'oui' }}
    >
      {lu ? 'À relire' : 'Conforme'}
      <span class="fr-sr-only">
        &nbsp;: {titre}, {seuil}
      </span>
    </BoutonPost>
  </>
)
