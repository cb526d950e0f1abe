import { AVIS, champAppreciation, champCommentaire, type Grille, motEchelon, REPONSES_PRIORITE } from './grille.rules.ts'

type Valeurs = Readonly<Record<string, string>>
/** « un par ligne » */
export const enLignes = (texte: string | undefined) =>
  (texte ?? '')
    .split('\n')
    .map(l => l.replace(/^\s*[-–•]\s*/, '').trim())
    .filter(Boolean)

/** The report as the comité reads it. */
export const FicheLue = ({ grille, valeurs }: { grille: Grille; valeurs: Valeurs }) => (
  <article class="gt-fiche" aria-labelledby="fiche-titre">
    <h2 class="fr-h6" id="fiche-titre">
      Fiche du comité
    </h2>
    <table>
      <caption>Critères</caption>
      <thead>
        <tr>
          <th scope="col">Critère</th>
          <th scope="col">Appréciation</th>
          <th scope="col">Commentaire</th>
        </tr>
      </thead>
      <tbody>
        {grille.criteres.map(c => (
          <tr>
            <th scope="row">
              {c.repere} {c.libelle}
            </th>
            <td>
              {c.applicable ? (motEchelon(grille, valeurs[champAppreciation(c.code)]) ?? <strong>à apprécier</strong>) : 'Sans objet'}
            </td>
            <td class="gt-texte">{valeurs[champCommentaire(c.code)]}</td>
          </tr>
        ))}
      </tbody>
    </table>
    {grille.priorites.length > 0 && (
      <p>
        <strong>Priorités.</strong> {phrasePriorites(grille, valeurs)}
      </p>
    )}
    <Points titre="Points forts" lignes={enLignes(valeurs.points_forts)} />
    <Points titre="Réserves" lignes={enLignes(valeurs.reserves)} />
    <p>
      <strong>Avis proposé&nbsp;:</strong> {AVIS.find(a => a.valeur === valeurs.avis)?.libelle.toLowerCase() ?? 'pas encore donné'}.
    </p>
  </article>
)

const Points = ({ titre, lignes }: { titre: string; lignes: readonly string[] }) =>
  lignes.length === 0 ? null : (
    <>
      <h3>{titre}</h3>
      <ul>
        {lignes.map(l => (
          <li>{l}</li>
        ))}
      </ul>
    </>
  )

/** « Oui : la durée. En partie : un projet mûr. » */
export function phrasePriorites(g: Grille, valeurs: Valeurs): string {
  const dites = REPONSES_PRIORITE.flatMap(r => {
    const liste = g.priorites.filter(p => valeurs[p.champ] === r.valeur).map(p => p.libelle.charAt(0).toLowerCase() + p.libelle.slice(1))
    return liste.length > 0 ? [`${r.libelle}\u00a0: ${liste.join(' ; ')}.`] : []
  })
  return dites.length > 0 ? dites.join(' ') : 'Pas encore examinées.'
}
