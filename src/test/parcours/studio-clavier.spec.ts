import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { paths } from '../../paths.ts'
import { ETAPES } from '../ecrire-un-appel.ts'
import { Compte } from '../klm.ts'
import { aLaSouris, auClavier } from '../mains.ts'
import { debutDuModele } from '../modeles.ts'
import { cocher, ouvrirSite } from '../site-ouvert.ts'
import { openWorld } from '../world.ts'

/** Somebody of the service writes a whole call, from a model to what the public reads: at the keyboard alone, then with the mouse. How long it would take a person is counted. */
const s = ouvrirSite(async () => {
  const w = await openWorld({ instant: '2026-10-20T09:42:00' })
  w.deps.config.guichet.relectureAvantPublication = true
  return {
    w,
    lectrice: await w.compte({ nom: 'Cheffe de bureau', roles: [{ role: 'direction', departements: [], volets: [] }] }),
    admin: await w.compte({ nom: 'Chargée de mission', roles: [{ role: 'administrateur', departements: [], volets: [] }] }),
    vico: await w.compte({ structures: ['Vico'] }),
  }
})
const HEURE = 3600
const AU_PLUS = 300_000

type Brut = {
  volets: { code: string; titre: string }[]
  parametres: { 'taux de la catégorie': { valeurs: Record<string, string> } }
  formulaires: { etapes: { questions?: { id: string; type: string; colonnes?: { type: string }[] }[] }[] }[]
  pieces: { code: string }[]
  regles: { id: string; controles: { formule?: string; sinon: string }[] }[]
  lettres?: Record<string, { texte: string[] }>
  essais: { code: string; titre: string; attendu: { depose: string; bloquants?: string[] } }[]
  calendrier: { vagues: { cloture: string }[] }
}
const MODELE = parse(debutDuModele('categories', 2027)) as Brut
/** What of a list the model had not. */
const ajoutes = <T extends { code: string } | { id: string }>(lignes: readonly T[], avant: readonly T[]) => {
  const nom = (l: T) => ('code' in l ? l.code : l.id)
  const deja = new Set(avant.map(nom))
  return lignes.filter(l => !deja.has(nom(l)))
}
const questions = (b: Brut) => b.formulaires.flatMap(f => f.etapes.flatMap(e => e.questions ?? []))

/** Who was asked to read the call finds it by the link of their mail, and has nothing to say against it: their hands are not counted. */
async function approuver() {
  const [lien] = (await s.w.courriels())
    .filter(c => c.destinataire === s.m.lectrice.courriel && c.lien)
    .map(c => c.lien!)
    .slice(-1)
  const v = await s.entrer(s.m.lectrice, true, 1280)
  await v.aller(lien!)
  await v.titre(/Relire/)
  await cocher(v.page.locator('[name=sens][value=rien_a_redire]'))
  await v.presser('Rendre ma relecture')
  await v.lu('Votre relecture est rendue')
  v.sansIncident()
  await v.fermer()
}

describe.each([
  ['au clavier seul', auClavier],
  ['à la souris', aLaSouris],
] as const)('un appel écrit et publié, %s', (mode, mains) => {
  test(
    'trois catégories et leurs taux, un tableau, deux pièces, quatre règles, trois lettres, cinq essais\u00a0: en moins d’une heure',
    async ({ skip }) => {
      // a campaign: it takes a minute more than a run of everything has
      if (mode === 'à la souris' && !process.env.SOURIS) skip('SOURIS ne la demande pas')
      s.w.regler('2026-10-20T09:42:00')
      const v = await s.entrer(s.m.admin, true, 1280)
      const compte = new Compte()
      const m = mains(v.page, compte)
      await v.aller(paths.studio.accueil)
      for (const [nom, etape] of Object.entries(ETAPES)) {
        await etape(m)
        if (nom === 'relire') await approuver()
      }
      await v.lu('La version est publiée.')
      v.sansIncident()
      await v.fermer()
      console.info(`${mode} : ${compte.dit}`)
      expect(compte.secondes).toBeLessThan(HEURE)
      expect(compte.fois[mode === 'au clavier seul' ? 'P' : 'H'] === 0).toBe(mode === 'au clavier seul')

      // the second of the same title has an address of its own
      const { rows } = await s.w.owner.query(
        "select source from appel_version v join appel a on a.id = v.appel_id where a.slug like 'detr-et-dsil-2027%' order by a.slug desc limit 1",
      )
      const b = parse(rows[0].source) as Brut
      const { valeurs } = b.parametres['taux de la catégorie']
      expect(ajoutes(b.volets, MODELE.volets).map(x => [x.titre, valeurs[x.code]])).toEqual([
        ['Écoles et cantines', '50 %'],
        ['Voirie communale', '30 %'],
        ['Transition énergétique', '60 %'],
      ])
      expect(ajoutes(questions(b), questions(MODELE)).map(q => [q.type, q.colonnes?.map(c => c.type)])).toEqual([
        ['tableau', ['texte_court', 'montant', 'oui_non']],
      ])
      expect(ajoutes(b.pieces, MODELE.pieces).map(p => p.code)).toEqual(['plan_de_situation', 'diagnostic_energetique'])
      expect(ajoutes(b.regles, MODELE.regles).map(r => r.id)).toEqual([
        'cout-minimal',
        'date-limite',
        'lignes-d-un-tableau',
        'piece-au-dela-d-un-montant',
      ])
      expect(MODELE.lettres).toBeUndefined()
      expect(Object.keys(b.lettres ?? {})).toEqual(['retenu', 'partiel', 'liste_complementaire'])
      expect(b.lettres?.retenu?.texte.at(-1)).toBe('Une subvention de {montant} vous est accordée.')
      expect(ajoutes(b.essais, MODELE.essais).map(e => [e.titre, e.attendu.bloquants ?? e.attendu.depose])).toEqual([
        ['Une école rénovée', 'oui'],
        ['Trop petite', ['cout-minimal']],
        ['Trop longue', ['date-limite']],
        ['Sans entreprise retenue', ['lignes-d-un-tableau']],
        ['Sans diagnostic', ['piece-au-dela-d-un-montant']],
      ])
      expect(b.calendrier.vagues[0]?.cloture).toBe('2027-01-29 23:59:59')
    },
    AU_PLUS,
  )
})

test('l’appel ainsi publié se lit, se teste, et reçoit un dossier', async () => {
  s.w.regler('2026-11-03T10:00:00')
  const v = await s.entrer(s.m.vico, true, 1280)
  await v.aller(paths.appels.voir('detr-et-dsil-2027'))
  await v.titre('DETR et DSIL 2027')
  await v.lu('Transition énergétique', 'Diagnostic énergétique')
  await v.controler()
  const reponses = new URLSearchParams({
    type_structure: 'commune',
    departement: '2A',
    actions: 'ecoles_et_cantines:renover_une_ecole',
    commence: 'non',
    cout: '4 000',
    aide: '2 000',
    part: '2 000',
    autres: '0',
  })
  await v.aller(`${paths.eligibilite.resultat('detr-et-dsil-2027')}?${reponses}`)
  await v.lu('Chaque règle, avec vos chiffres', /Le coût global\s: 4\s000\s€\. Il faut 5\s000\s€ au moins/)
  await v.controler()
  await v.aller(paths.appels.voir('detr-et-dsil-2027'))
  await v.suivre('Commencer un dossier')
  await v.taper('titre', 'Un chemin communal')
  if (await v.page.locator('select[name="volet"]').count()) await v.page.locator('select[name="volet"]').selectOption({ index: 1 })
  await v.presser('Créer le brouillon')
  await v.suivre(/Opération/)
  await v.lu('Entreprises consultées')
  await v.controler()
  v.sansIncident()
  await v.fermer()
})

test('sur un téléphone, je relis un brouillon et ses remarques', async () => {
  const v = await s.entrer(s.m.admin, true, 360)
  const { page, lu } = v
  await v.aller(paths.studio.accueil)
  await page.locator('[name=source]').fill(debutDuModele('categories', 2027).replace(/^slug: .*$/m, 'slug: relu-2027'))
  await v.presser('Ouvrir dans le studio')
  await lu('2 points bloquent la publication', 'Remarques du vérificateur')
  const id = /\/studio\/([0-9a-f-]{36})/.exec(page.url())![1]!
  await v.controler()
  for (const [section, mots] of [
    ['argent', 'on attend un montant en euros'],
    ['regles', '4 règles'],
    ['essais', 'Les essais ne sont pas joués'],
  ] as const) {
    await v.aller(paths.studio.section(id, section))
    await lu(mots)
    await v.controler()
  }
  v.sansIncident()
  await v.fermer()
})
