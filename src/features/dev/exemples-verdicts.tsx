import { paths } from '../../paths.ts'
import { Clause, ClauseIci } from '../../ui/liens.tsx'
import { Tableau } from '../../ui/table.tsx'
import { Decompte, MarquesClauses, MarqueVerdict, motVerdict, RESULTATS, Verdicts, type VerdictVue } from '../../ui/verdicts.tsx'
import { Exemple } from './exemple.tsx'

const clause = (texte: string) => ({ texte, href: paths.dev.composants })
const VERDICTS: VerdictVue[] = [
  {
    resultat: 'respectee',
    titre: 'Dates et voie de dépôt',
    phrase: 'Le dépôt en ligne est ouvert du 1er juillet au 17\u00a0septembre\u00a02021.',
    clauses: [clause('C4.1'), clause('C4.3')],
  },
  {
    resultat: 'non_respectee',
    titre: 'Coût global minimal',
    phrase: 'Votre coût global est de **4\u00a0200\u00a0€**. **Il manque 800\u00a0€** pour atteindre le minimum de 5\u00a0000\u00a0€.',
    clauses: [clause('C5.8')],
    remede: { texte: 'Modifier les montants', href: '#cout' },
  },
  {
    resultat: 'a_completer',
    titre: 'Équilibre du plan',
    phrase: 'Il manque le montant de l’aide pour conclure.',
    clauses: [clause('C5.6')],
  },
  {
    resultat: 'autre_appel',
    titre: 'Autorisations d’urbanisme',
    phrase: 'Cette partie a son propre appel, Démat.ADS.',
    clauses: [clause('C3.4')],
    remede: { texte: 'Aller à l’appel Démat.ADS', href: paths.dev.composants },
  },
  {
    resultat: 'attention',
    titre: 'Part de la structure',
    phrase: '**18,0\u00a0% du financement public**, sous les 20\u00a0% de la règle générale.',
    clauses: [{ texte: 'CGCT L. 1111-10', href: 'https://www.legifrance.gouv.fr', externe: true }],
    note: 'N’empêche pas de déposer.',
  },
  {
    resultat: 'a_verifier',
    titre: 'Fonctionnement courant',
    phrase: 'L’instructeur vérifiera que la dépense est propre au projet.',
    clauses: [clause('C5.3')],
  },
  { resultat: 'sans_objet', titre: 'Projet commun', phrase: 'Une seule structure porte le projet.', clauses: [clause('C2.5')] },
]

export const ExemplesVerdicts = () => (
  <>
    <Exemple nom="Decompte">
      <Decompte verdicts={[...VERDICTS, ...VERDICTS.slice(0, 1)]} nom="Résumé des règles" />
    </Exemple>
    <Exemple nom="Verdicts">
      <Verdicts verdicts={VERDICTS} />
    </Exemple>
    <Exemple nom="Verdicts serrés">
      <Verdicts verdicts={VERDICTS} serre />
    </Exemple>
    <Exemple nom="MarqueVerdict">
      <Tableau
        legende="Marques"
        colonnes={[
          { titre: 'Verdict', cellule: motVerdict },
          { titre: 'Automatique', cellule: r => <MarqueVerdict resultat={r} /> },
          { titre: 'Par une personne', cellule: r => <MarqueVerdict resultat={r} humain /> },
        ]}
        lignes={RESULTATS}
        dense
      />
    </Exemple>
    <Exemple nom="MarquesClauses">
      <Tableau
        legende="Dossiers"
        colonnes={[
          { titre: 'Dossier', cellule: numero => numero },
          {
            titre: 'Recevabilité',
            cellule: () => (
              <MarquesClauses marques={RESULTATS.map((resultat, i) => ({ resultat, regles: ['Porteur'], humain: i % 2 === 1 }))} />
            ),
          },
        ]}
        lignes={['ITN7-0001', 'ITN7-0002']}
        dense
      />
    </Exemple>
    <Exemple nom="Clause">
      <p>
        Le coût global est d’au moins 5 000 € <Clause {...clause('C5.8')} />, et se lit dans la clause qui l’énonce{' '}
        <ClauseIci texte="C5.8" id="c5-8" />.
      </p>
    </Exemple>
  </>
)
