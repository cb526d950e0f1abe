import type { Recette } from './recette.ts'

/** Whoever opens a filed dossier again is told by mail until when it can be filed. */
export const courriel: Recette = {
  nom: 'un courriel',
  etapes: [
    {
      fichier: 'src/features/depot/rouvrir.ts',
      apres: "import { err, ok, type Result } from '../../lib/result.ts'\n",
      ajouter: "import { paths } from '../../paths.ts'\nimport { ecrireCourriel } from '../courriels/index.ts'\n",
    },
    {
      fichier: 'src/features/depot/rouvrir.ts',
      apres: "    await journaliser(tx, ctx, 'dossier.rouvert', id)\n",
      ajouter: `    await ecrireCourriel(tx, ctx, {
      cle: \`rouvert-\${id}-\${ctx.instant.getTime()}\`,
      destinataire: ctx.acteur.courriel,
      sujet: \`Dossier \${dossier.numero}\\u00a0: rouvert\`,
      phrases: ['Votre dossier est rouvert. Déposez-le de nouveau avant la clôture : d’ici là, votre premier dépôt tient.'],
      signe: dossier.version.appel.regime.service.nom,
      lien: paths.dossiers.voir(id),
      dossierId: id,
    })
`,
    },
    {
      fichier: 'src/test/securite/courriels-provoques.test.ts',
      apres: "  'depot/retirer.ts': 'once for each dossier',\n",
      ajouter: "  'depot/rouvrir.ts': 'to oneself',\n",
    },
  ],
  essais: ['src/test/securite/courriels-provoques.test.ts'],
}
