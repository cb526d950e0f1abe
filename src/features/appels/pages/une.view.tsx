import { paths } from '../../../paths.ts'
import { Agir, Essentiel, Sur } from '../../../ui/blocs.tsx'
import { Typo } from '../../../ui/texte.tsx'
import type { Appel } from '../../cahier/index.ts'
import { EtatAppelBadge } from './appel.view.tsx'
import { faitsTexte, momentDe } from './appels.mots.ts'
import { QuandDeposer } from './quand.view.tsx'

/** An open call in full: what it is on the left, the delay and the act on the right. */
export const Une = ({ appel, instant }: { appel: Appel; instant: Date }) => {
  const moment = momentDe(appel, instant)
  return (
    <article class="gt-une fr-mb-3w">
      <div class="gt-une__corps">
        <EtatAppelBadge moment={moment} />
        <h3 class="fr-h3 fr-mb-1w fr-mt-1w">
          <a href={paths.appels.voir(appel.slug)}>{appel.titre}</a>
        </h3>
        {appel.sous_titre && <Sur>{appel.sous_titre}</Sur>}
        <p>
          <Typo texte={appel.resume} />
        </p>
        <Essentiel
          faits={faitsTexte(appel)
            .slice(0, 3)
            .map(f => ({ terme: f.libelle, valeur: <Typo texte={f.valeur} /> }))}
        />
      </div>
      <Agir
        class="gt-une__agir"
        second={{ libelle: appel.simulateur.titre, href: paths.eligibilite.tester(appel.slug), note: appel.simulateur.duree }}
        principal={{ libelle: 'Lire l’appel et déposer', href: paths.appels.voir(appel.slug) }}
      >
        <QuandDeposer appel={appel} moment={moment} instant={instant} />
      </Agir>
    </article>
  )
}
