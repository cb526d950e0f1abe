import { describe, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { ouvrirComite } from '../comite.ts'
import { cocher, modes, ouvrirSite } from '../site-ouvert.ts'
import { SLUG } from '../vico.ts'

/** A séance of the comité: called, changed, opened; who is there, who may not read what, and its end. */
const s = ouvrirSite(ouvrirComite)
const q = async (texte: string, valeurs: unknown[]) => (await s.m.w.owner.query(texte, valeurs)).rows

describe.each(modes())('une séance du comité, %s', (_, script, largeur) => {
  test('je la convoque, je change sa salle et son ordre du jour\u00a0; un membre se déporte\u00a0; je l’ouvre, je note les présences, je la clos', async () => {
    s.m.w.regler('2021-10-18T09:00:00')
    await s.m.w.owner.query("update dossier set etat = 'retire' where etat = 'au_comite'")
    const [premier, second] = (await s.m.dossiers(2)) as [string, string]
    const v = await s.entrer(s.m.administratrice, script, largeur)
    const { page, lu, refuse, presser, suivre } = v
    await v.aller(paths.comite.seances(SLUG))
    await lu('Dossiers au comité qui attendent une séance : 2')
    await page.fill('[name=jour]', '26/10/2021')
    await page.fill('[name=heure]', '14 h 30')
    await presser('Créer la séance')
    await refuse('Indiquez le lieu')
    expect(await page.inputValue('[name=heure]')).toBe('14 h 30')
    await page.fill('[name=lieu]', 'Salle du conseil')
    await presser('Créer la séance')
    await lu('La séance est créée', 'Salle du conseil')
    const id = new URL(page.url()).pathname.slice(-36)

    await suivre('Modifier la date, les membres ou l’ordre du jour')
    await lu('Modifier la séance')
    await v.verifierAxe()
    await page.fill('[name=lieu]', 'Salle des fêtes')
    await page.fill(`[name="rang-${second}"]`, 'premier')
    await presser('Enregistrer')
    await refuse(/«\s?premier\s?» n’est pas un rang/)
    expect(await page.inputValue('[name=lieu]')).toBe('Salle des fêtes')
    await page.fill(`[name="rang-${second}"]`, '1')
    await page.fill(`[name="rang-${premier}"]`, '2')
    await presser('Enregistrer')
    await lu('Salle des fêtes', 'Ouvrir la séance')
    expect((await q('select dossier_id from seance_dossier where seance_id = $1 order by rang', [id])).map(x => x.dossier_id)).toEqual([
      second,
      premier,
    ])

    // a member who had declared nothing finds out later that they know the project
    const membre = await s.entrer(s.m.hauteCorse, script, largeur)
    await membre.aller(paths.comite.seance(id))
    await membre.presser('Je viendrai')
    await membre.lu('Votre réponse est enregistrée.', 'Vous avez répondu que vous viendrez.')
    await membre.suivre('Déclarer mes intérêts')
    await membre.lu('Cochez les dossiers où vous avez un intérêt')
    const interet = membre.page.locator('input[value=conflit]').first()
    await cocher(interet)
    await membre.presser(/^(Déclarer|1.conflit)/)
    await membre.refuse('à corriger')
    await cocher(interet, false)
    await membre.presser(/^(Déclarer|Aucun conflit)/)
    await membre.lu('Vos intérêts sont déclarés.')
    await membre.suivre('Mes intérêts')
    await membre.suivre(/^Déclarer un conflit/)
    await membre.lu('Cette déclaration ne se retire pas.')
    await membre.verifierAxe()
    await membre.presser('Déclarer ce conflit')
    await membre.refuse('à corriger')
    await membre.page.fill('[name=motif]', 'Un parent y travaille.')
    await membre.presser('Déclarer ce conflit')
    await membre.lu('Votre conflit d’intérêts est déclaré.', /Conflit d’intérêts.*Aucun conflit/)
    await membre.verifierAxe()
    await membre.fermer()

    await v.aller(paths.comite.seance(id))
    await lu('Un parent y travaille.')
    await presser('Ouvrir la séance')
    await lu('La séance est ouverte', 'Ce que chacun a répondu à sa convocation est coché.')
    const [ajoute] = (await s.m.dossiers(1)) as [string]
    await v.aller(paths.comite.seance(id))
    await page.getByText('Ajouter un dossier à l’ordre du jour').click()
    await page.selectOption('[name=dossier]', ajoute)
    await presser('Ajouter ce dossier')
    await lu('Le dossier est à l’ordre du jour.')
    await v.verifierAxe()
    await presser('Clore la séance')
    await refuse('Cela n’est pas possible maintenant', 'Personne ne préside la séance.')
    const membres = page.getByRole('group').filter({ has: page.getByRole('radio', { name: 'Excusé' }) })
    for (const groupe of await membres.all()) await cocher(groupe.getByRole('radio', { name: 'Présent' }))
    await cocher(membres.filter({ hasText: 'Second référent régional' }).getByRole('radio', { name: 'Excusé' }))
    await page.selectOption('[name=president]', { label: 'Référente régionale' })
    await presser('Enregistrer les présences')
    await lu('Les présences sont enregistrées.', /3 présents, atteint/)
    await presser('Clore la séance')
    await lu('La séance est close', /Référente régionale.*préside/)
    expect(await page.getByRole('button', { name: 'Clore la séance' }).count()).toBe(0)
    expect((await q('select etat from seance where id = $1', [id]))[0]!.etat).toBe('close')
    const presences = 'select presence from seance_membre where seance_id = $1 and retire_le is null order by siege'
    expect((await q(presences, [id])).map(x => x.presence)).toEqual(['present', 'excuse', 'present', 'present'])
    await v.verifierAxe()
    v.sansIncident()
    await v.fermer()
  })
})
